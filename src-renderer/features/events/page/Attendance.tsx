import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconFileTypePdf, IconSearch, IconTableExport } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { PRESENCE, type Presence } from '../../../../src-core/events/attendance.rules.ts';
import { hoursAndMinutes } from '../../../../src-core/events/rooms/stay.rules.ts';
import { api, client } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { spotsOf } from '../checkIn/useStanding.ts';
import { eventsTexts } from '../events.texts.ts';
import { roomsTexts } from '../rooms/rooms.texts.ts';
import type { EventOfPage } from './eventOfPage.ts';
import styles from './page.module.css';
import { State } from './State.tsx';
import { useWaves } from './useWaves.ts';

type Counters = Outputs['checkIn']['counters'];

const TITLES = {
  all: 'all',
  came: 'cameFilter',
  notYet: 'notYetFilter',
  annulled: 'annulledFilter',
} as const satisfies Record<Presence, string>;

const SOURCES = {
  'desk.search': 'sSearch',
  'desk.scan': 'sScan',
  'desk.camera': 'sCamera',
  'desk.list': 'sList',
  walkIn: 'sWalkIn',
  phone: 'sPhone',
  paper: 'sPaper',
  tablet: 'sTablet',
  bot: 'sBot',
  page: 'sPage',
} as const;

type Source = keyof typeof SOURCES;
const SOURCE_NAMES = Object.keys(SOURCES) as readonly Source[];

/** The select's value for people without a group; no group can have this name. */
const NO_GROUP = '\u0000';

/** Who came and who did not; what is shown is what is exported. */
export const Attendance = ({
  event,
  counters,
}: {
  readonly event: EventOfPage;
  readonly counters: Counters;
}) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const [presence, setPresence] = useState<Presence>('all');
  const [chosen, setChosen] = useState<string | undefined>();
  const [text, setText] = useState('');
  const sought = useDeferredValue(text);
  const group = chosen === NO_GROUP ? null : chosen;
  const rooms = useTexts(roomsTexts);
  const defined = useQuery(api.rooms.get.queryOptions({ eventId: event.id }));
  const spots = defined.data === undefined ? [] : spotsOf(defined.data);
  const [spot, setSpot] = useState<string | null>(null);
  const [source, setSource] = useState<Source | undefined>();
  const waves = useWaves(event.id);
  const [wave, setWave] = useState<string | null>(null);
  const marked = waves.find(({ key }) => key === wave)?.marked;
  const [flagKinds, setFlagKinds] = useState(false);
  const gate = spots.find(({ key }) => key === spot)?.gate;
  const hasRooms = event.has_rooms === 1 || event.has_check_out === 1;
  const roster = useQuery({
    ...api.checkIn.roster.queryOptions({
      eventId: event.id,
      presence,
      group,
      gate,
      source,
      marked,
      text: sought,
    }),
    placeholderData: keepPreviousData,
  });
  const makeFile = useMakeFile();
  const save = (format: 'xlsx' | 'pdf'): void =>
    makeFile({ making: t('exportBusy'), ready: t('exported') }, () =>
      client.attendance.export.mutate({
        eventId: event.id,
        presence,
        group,
        gate,
        source,
        marked,
        flagKinds,
        format,
        language,
      }),
    );
  const lines = roster.data ?? [];
  if (counters.came + counters.registered === 0) {
    return <EmptyState title={t('nobodyTitle')} text={t('nobodyText')} />;
  }
  return (
    <>
      <div className={styles.tools}>
        <SegmentedControl
          aria-label={t('attendance')}
          data={PRESENCE.map((value) => ({ value, label: t(TITLES[value]) }))}
          value={presence}
          onChange={setPresence}
        />
        <Select
          aria-label={t('cGroup')}
          placeholder={t('allGroups')}
          clearable
          w={spots.length > 0 ? 150 : 180}
          data={counters.groups.map((line) => ({
            value: line.group ?? NO_GROUP,
            label: line.group ?? t('noGroup'),
          }))}
          value={chosen ?? null}
          onChange={(next) => setChosen(next ?? undefined)}
        />
        {spots.length > 0 && (
          <Select
            aria-label={rooms('byRooms')}
            placeholder={rooms('allRooms')}
            clearable
            w={190}
            data={spots.map(({ key, name }) => ({ value: key, label: name }))}
            value={spot}
            onChange={setSpot}
          />
        )}
        <Select
          aria-label={t('cSource')}
          placeholder={t('allSources')}
          clearable
          w={170}
          data={SOURCE_NAMES.map((value) => ({ value, label: t(SOURCES[value]) }))}
          value={source ?? null}
          onChange={(next) => setSource(SOURCE_NAMES.find((known) => known === next))}
        />
        {waves.length > 0 && (
          <Select
            aria-label={t('byWave')}
            placeholder={t('allWaves')}
            clearable
            w={190}
            data={waves.map(({ key, name }) => ({ value: key, label: name }))}
            value={wave}
            onChange={setWave}
          />
        )}
        <TextInput
          className={styles.find ?? ''}
          aria-label={t('filterList')}
          placeholder={t('filterList')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(change) => setText(change.currentTarget.value)}
        />
        <span className={styles.files}>
          <Checkbox
            label={t('flagKinds')}
            title={t('flagKindsHint')}
            checked={flagKinds}
            onChange={(change) => setFlagKinds(change.currentTarget.checked)}
          />
          <Button
            variant="default"
            leftSection={<IconTableExport size={17} aria-hidden />}
            onClick={() => save('xlsx')}
          >
            {t('exportXlsx')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={17} aria-hidden />}
            onClick={() => save('pdf')}
          >
            {t('exportPdf')}
          </Button>
        </span>
      </div>
      <div className={styles.table} role="table" aria-label={t('attendance')} tabIndex={0}>
        <div className={styles.head} data-kind={hasRooms ? 'presence' : 'attendance'} role="row">
          <span role="columnheader">№</span>
          <span role="columnheader">{t('cName')}</span>
          <span role="columnheader">{t('cGroup')}</span>
          <span role="columnheader">{t('cCard')}</span>
          <span role="columnheader">{t('cState')}</span>
          {hasRooms && <span role="columnheader">{rooms('onSite')}</span>}
          <span role="columnheader">{t('cSource')}</span>
        </div>
        {lines.map((line, index) => (
          <div
            key={line.id}
            className={styles.row}
            data-kind={hasRooms ? 'presence' : 'attendance'}
            role="row"
          >
            <span className={styles.quiet} role="cell">
              {formats.number(index + 1)}
            </span>
            <span className={styles.name} role="cell">
              {line.name}
            </span>
            <span className={styles.quiet} role="cell">
              {line.group}
            </span>
            <span className={styles.quiet} role="cell">
              {line.cardNo}
            </span>
            <span role="cell" title={line.annulReason ?? undefined}>
              <State line={line} />
            </span>
            {hasRooms && <OnSite rooms={line.rooms} canLeave={event.has_check_out === 1} />}
            <span className={styles.quiet} role="cell">
              {line.source !== null && t(SOURCES[line.source])}
            </span>
          </div>
        ))}
        {lines.length === 0 && !roster.isPending && <p className={styles.none}>{t('noneFound')}</p>}
      </div>
    </>
  );
};

type OnSiteProps = {
  readonly rooms: Outputs['checkIn']['roster'][number]['rooms'];
  readonly canLeave: boolean;
};

/** How long somebody was there, and where; whether they are still. */
const OnSite = ({ rooms, canLeave }: OnSiteProps) => {
  const t = useTexts(roomsTexts);
  if (rooms === null) return <span role="cell" />;
  const sections = rooms.sections.map(({ name, ms }) => `${name} ${hoursAndMinutes(ms)}`).join(', ');
  const state = rooms.isInside ? t('isInside') : t('hasLeft');
  return (
    <span className={styles.onSite} role="cell" title={sections || undefined}>
      <b>{hoursAndMinutes(rooms.onSiteMs)}</b>{' '}
      <span>{[canLeave ? state : '', sections].filter(Boolean).join(' · ')}</span>
    </span>
  );
};
