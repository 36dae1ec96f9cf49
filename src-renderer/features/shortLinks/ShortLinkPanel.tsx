import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core';
import { IconCopy, IconDots, IconDownload, IconLink, IconPrinter, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, queryClient } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone, toastFailed } from '../../ui/toasts.ts';
import { QrPicture } from './QrPicture.tsx';
import { qrFile } from './qrFile.ts';
import styles from './shortLinks.module.css';
import { shortLinksTexts } from './shortLinks.texts.ts';
import { usePoster } from './usePoster.tsx';

type Link = NonNullable<Outputs['shortLinks']['ofTarget']['link']>;
type Target = { readonly kind: 'event' | 'course' | 'form' | 'checkIn'; readonly target: string };

const MADE = {
  event: 'madeEvent',
  course: 'madeCourse',
  form: 'madeForm',
  checkIn: 'madeCheckIn',
} as const;
const LEAD = { event: 'lead', course: 'lead', form: 'leadForm', checkIn: 'leadCheckIn' } as const;
const MAKE = { event: 'make', course: 'make', form: 'make', checkIn: 'makeCheckIn' } as const;
const POSTER = {
  event: 'poster',
  course: 'poster',
  form: 'posterForm',
  checkIn: 'posterCheckIn',
} as const;

const askAgain = (): void => void queryClient.invalidateQueries(api.shortLinks.pathFilter());

/** An event's short address, its code for the hall, and its series' address: link and QR code, once a relay is there to answer them. */
export const ShortLinkPanel = ({
  event,
}: {
  readonly event: { readonly id: string; readonly title: string; readonly template_id: string | null };
}) => {
  const t = useTexts(shortLinksTexts);
  const [kind, setKind] = useState<Target['kind']>('event');
  // A ready-made template is nobody's series.
  const series = event.template_id?.startsWith('preset:') === true ? null : event.template_id;
  const what: Target =
    kind === 'course' && series !== null
      ? { kind, target: series }
      : { kind: kind === 'checkIn' ? kind : 'event', target: event.id };
  return (
    <Panel title={t('title')}>
      <SegmentedControl
        fullWidth
        size="xs"
        mb="sm"
        aria-label={t('title')}
        data={[
          { value: 'event', label: t('ofEvent') },
          { value: 'checkIn', label: t('ofCheckIn') },
          ...(series === null ? [] : [{ value: 'course', label: t('ofCourse') }]),
        ]}
        value={kind}
        onChange={(next) => setKind(next === 'course' || next === 'checkIn' ? next : 'event')}
      />
      <LinkParts what={what} title={event.title} />
    </Panel>
  );
};

/** The short address of one thing that is not an event: a form. */
export const LinkOf = ({ what, title }: { readonly what: Target; readonly title: string }) => {
  const t = useTexts(shortLinksTexts);
  return (
    <Panel title={t('title')}>
      <LinkParts what={what} title={title} />
    </Panel>
  );
};

const LinkParts = ({ what, title }: { readonly what: Target; readonly title: string }) => {
  const t = useTexts(shortLinksTexts);
  const found = useQuery({
    ...api.shortLinks.ofTarget.queryOptions(what),
    // A relay that was connected meanwhile touched no table.
    refetchOnMount: 'always',
  });
  const make = useMutation(
    api.shortLinks.make.mutationOptions({
      onSuccess: ({ tx }, { kind: made }) => {
        if (tx !== null) toastDone(t(MADE[made]), tx);
        askAgain();
      },
    }),
  );
  return (
    <>
      {found.data?.link == null ? (
        <>
          <p className={styles.hint}>{t(LEAD[what.kind])}</p>
          {found.data?.hasRelay === false && <p className={styles.hint}>{t('noRelayYet')}</p>}
          <Button
            fullWidth
            variant="light"
            leftSection={<IconLink size={17} aria-hidden />}
            disabled={found.data === undefined}
            loading={make.isPending}
            onClick={() => make.mutate(what)}
          >
            {t(MAKE[what.kind])}
          </Button>
        </>
      ) : (
        <ShownLink what={what} link={found.data.link} title={title} />
      )}
    </>
  );
};

const ShownLink = ({
  what,
  link,
  title,
}: {
  readonly what: Target;
  readonly link: Link;
  readonly title: string;
}) => {
  const t = useTexts(shortLinksTexts);
  const poster = usePoster();
  const remove = useMutation(
    api.shortLinks.remove.mutationOptions({
      onSuccess: ({ tx }) => {
        if (tx !== null) toastDone(t('removed'), tx);
        askAgain();
      },
    }),
  );
  const { url, qr, code } = link;
  const removing = (
    <Menu.Item
      color="red"
      leftSection={<IconTrash size={16} aria-hidden />}
      onClick={() => remove.mutate(what)}
    >
      {t('remove')}
    </Menu.Item>
  );
  if (url === null || qr === null)
    return (
      <div className={styles.kept}>
        <p className={styles.hint}>{t('noRelay', { code })}</p>
        <More>{removing}</More>
      </div>
    );
  const copy = (): void => {
    navigator.clipboard.writeText(url).then(
      () => toastDone(t('copied')),
      () => toastFailed(t('notCopied')),
    );
  };
  return (
    <>
      <div className={styles.shown}>
        <QrPicture qr={qr} label={t('qrOf', { url })} className={styles.qr} />
        <a className={styles.url} href={url} target="_blank" rel="noreferrer">
          {url.replace(/^https?:\/\//, '').slice(0, -code.length)}
          <wbr />
          {code}
        </a>
      </div>
      <div className={styles.actions}>
        <Button variant="light" leftSection={<IconCopy size={17} aria-hidden />} onClick={copy}>
          {t('copy')}
        </Button>
        <More>
          <Menu.Item
            component="a"
            href={qrFile(qr)}
            download={`qr-${code}.svg`}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('save')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => poster.print({ title, words: t(POSTER[what.kind]), url, qr })}
          >
            {t('print')}
          </Menu.Item>
          {removing}
        </More>
      </div>
      {poster.page}
    </>
  );
};

const More = ({ children }: { readonly children: ReactNode }) => {
  const t = useTexts(shortLinksTexts);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('more')}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
};
