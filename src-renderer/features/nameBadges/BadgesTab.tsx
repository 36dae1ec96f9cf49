import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { perPage, type BadgeDesign } from '../../../src-core/nameBadges/nameBadge.rules.ts';
import { api, client } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { BadgePreview, DesignFields } from './DesignFields.tsx';
import styles from './nameBadges.module.css';
import { nameBadgesTexts } from './nameBadges.texts.ts';
import { useDesign } from './useDesign.ts';
import { usePrinter } from './usePrinter.tsx';

addFailureTexts(nameBadgesTexts);

/** The tab of an event for its name badges: the paper, many at once, and who has one. */
export const BadgesTab = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(nameBadgesTexts);
  const { design, change } = useDesign();
  return (
    <div className={styles.tab}>
      <Panel title={t('look')}>
        <div className={styles.columns}>
          <DesignFields design={design} onChange={change} />
          <BadgePreview eventId={eventId} design={design} />
        </div>
      </Panel>
      <div>
        <Panel title={t('batch')}>
          <Batch eventId={eventId} design={design} />
        </Panel>
        <Panel title={t('log')}>
          <Log eventId={eventId} design={design} />
        </Panel>
      </div>
    </div>
  );
};

type Props = { readonly eventId: string; readonly design: BadgeDesign };

const WHO = ['waiting', 'came', 'all'] as const;

const Batch = ({ eventId, design }: Props) => {
  const t = useTexts(nameBadgesTexts);
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const [who, setWho] = useState<(typeof WHO)[number]>('waiting');
  const [place, setPlace] = useState(1);
  const counts = useQuery(api.nameBadges.counts.queryOptions({ eventId }));
  const count = counts.data?.[who] ?? 0;
  const skip = design.sheet === null ? 0 : Math.min(place, perPage(design)) - 1;
  return (
    <div className={styles.fields}>
      <SegmentedControl
        orientation="vertical"
        fullWidth
        aria-label={t('who')}
        data={WHO.map((value) => ({ value, label: `${t(value)} · ${counts.data?.[value] ?? 0}` }))}
        value={who}
        onChange={setWho}
      />
      {design.sheet !== null && (
        <NumberInput
          label={t('place')}
          description={t('placeHint')}
          min={1}
          max={perPage(design)}
          clampBehavior="strict"
          allowDecimal={false}
          value={place}
          onChange={(next) => setPlace(Math.max(1, Number(next) || 1))}
        />
      )}
      <Button
        leftSection={<IconPrinter size={17} aria-hidden />}
        disabled={count === 0}
        onClick={() =>
          makeFile({ making: t('making'), ready: t('made') }, () =>
            client.nameBadges.pdf.mutate({ eventId, who, design, skip, language }),
          )
        }
      >
        {t('makePdf', { count })}
      </Button>
    </div>
  );
};

type Printed = Outputs['nameBadges']['log'][number];

const Log = ({ eventId, design }: Props) => {
  const t = useTexts(nameBadgesTexts);
  const log = useQuery(api.nameBadges.log.queryOptions({ eventId }));
  const { print, page } = usePrinter();
  const [again, setAgain] = useState<string | undefined>();
  const reprint = useMutation(
    api.nameBadges.print.mutationOptions({
      onSuccess: ({ svg, name, times }) => {
        setAgain(undefined);
        if (svg === null || times === null) return;
        print({ svg, name, design });
        toastDone(t('again', { name, times }));
      },
    }),
  );
  if (log.data === undefined) return null;
  if (log.data.length === 0) return <p className={styles.hint}>{t('logNone')}</p>;
  return (
    <ul className={styles.log}>
      {log.data.map((line) => (
        <LogLine
          key={line.personId}
          line={line}
          isAsking={again === line.personId}
          onAsk={() => setAgain(again === line.personId ? undefined : line.personId)}
          onPrint={(reason) =>
            reprint.mutate({ eventId, personId: line.personId, design, way: 'key', reason })
          }
        />
      ))}
      {page}
    </ul>
  );
};

type LineProps = {
  readonly line: Printed;
  readonly isAsking: boolean;
  readonly onAsk: () => void;
  readonly onPrint: (reason: string | null) => void;
};

const LogLine = ({ line, isAsking, onAsk, onPrint }: LineProps) => {
  const t = useTexts(nameBadgesTexts);
  const formats = useFormats();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onPrint(reason.trim() === '' ? null : reason.trim());
    setReason('');
  };
  return (
    <li className={styles.line}>
      <div className={styles.lineHead}>
        <b>{line.name}</b>
        <span>{t('times', { count: line.times })}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={`${t('reprint')}: ${line.name}`}
          onClick={onAsk}
        >
          {t('reprint')}
        </Button>
      </div>
      <ol>
        {line.prints.slice(0, 5).map((print) => (
          <li key={`${print.at} ${print.way}`}>
            {[`${formats.dateTime(print.at)}, ${t(`w_${print.way}`)}`, print.by, print.reason ?? undefined]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ol>
      {isAsking && (
        <form className={styles.again} onSubmit={submit}>
          <TextInput
            autoFocus
            aria-label={t('reason')}
            placeholder={t('reason')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
            autoComplete="off"
          />
          <Button type="submit">{t('reprint')}</Button>
        </form>
      )}
    </li>
  );
};
