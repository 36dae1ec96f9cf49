import { ActionIcon, Button } from '@mantine/core';
import { IconFileTypePdf, IconPrinter, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, client } from '../../../api/client.ts';
import { printCertificates } from '../printFile.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import styles from './issued.module.css';
import { issuedTexts } from './issued.texts.ts';
import { QrOfText } from './QrOfText.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import type { Certificate } from './statusOf.ts';

/** One certificate: its QR code, what a check of it says, and what can be done with it. */
export const CertificateCard = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useTexts(issuedTexts);
  const sentence = useSentence();
  const found = useQuery(api.certificates.get.queryOptions({ id }));
  const heading = useRef<HTMLHeadingElement>(null);
  const isHere = found.data !== undefined;
  useEffect(() => {
    if (isHere) heading.current?.focus();
  }, [isHere]);
  return (
    <aside
      className={styles.card}
      aria-label={found.data?.number ?? t('close')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle} tabIndex={-1} ref={heading}>
          {found.data?.values.name}
        </h2>
        <ActionIcon aria-label={t('close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div className={styles.body}>
        {found.isError && <ErrorSentence sentence={sentence(found.error)} />}
        {isHere && <Body certificate={found.data} />}
      </div>
    </aside>
  );
};

const Body = ({ certificate }: { readonly certificate: Certificate }) => {
  const t = useTexts(issuedTexts);
  const formats = useFormats();
  const settings = useQuery(api.certificates.settings.queryOptions());
  const { number, code, values, issuedAt, eventId, personId } = certificate;
  const address = settings.data?.verifyAddress ?? null;
  return (
    <>
      <Verdict certificate={certificate} />
      <div className={styles.qr}>
        <QrOfText text={address === null ? code : `${address}#${code}`} label={t('qrLabel', { number })} />
      </div>
      <dl className={styles.facts}>
        <dt>{t('cNumber')}</dt>
        <dd>{number}</dd>
        <dt>{t('fName')}</dt>
        <dd>{values.name}</dd>
        <dt>{t('fEvent')}</dt>
        <dd>
          <Link href={`/events/${eventId}/certificates`}>{values.event}</Link>
        </dd>
        <dt>{t('fIssued')}</dt>
        <dd>{formats.date(issuedAt)}</dd>
        <dt>{t('fPerson')}</dt>
        <dd>
          <Link href={`/people/${personId}`}>{t('openPerson')}</Link>
        </dd>
      </dl>
      <Files certificate={certificate} />
      <Standing certificate={certificate} />
    </>
  );
};

const Verdict = ({ certificate }: { readonly certificate: Certificate }) => {
  const t = useTexts(issuedTexts);
  const formats = useFormats();
  const { code, values, revoked } = certificate;
  const checked = useQuery(api.certificates.verify.queryOptions({ text: code, name: values.name }));
  if (checked.data === undefined) return null;
  const { state, nameMatches } = checked.data;
  if (revoked !== null)
    return (
      <div className={styles.verdict} data-bad role="status">
        <strong>{t('revoked1', { date: formats.date(revoked.at) })}</strong>
        {t('reasonIs', { reason: revoked.reason })}
      </div>
    );
  const isGood = state === 'good' && nameMatches === true;
  return (
    <div className={styles.verdict} data-bad={!isGood || undefined} role="status">
      <strong>{t(isGood ? 'valid1' : 'broken')}</strong>
      {t(isGood ? 'validText' : 'brokenText')}
    </div>
  );
};

const Files = ({ certificate: { id } }: { readonly certificate: Certificate }) => {
  const t = useTexts(issuedTexts);
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const start = () => client.certificates.print.mutate({ which: { ids: [id] }, mode: 'merged', language });
  return (
    <div className={styles.buttons}>
      <Button
        leftSection={<IconFileTypePdf size={17} aria-hidden />}
        onClick={() => makeFile({ making: t('making'), ready: t('ready') }, start)}
      >
        {t('save')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPrinter size={17} aria-hidden />}
        onClick={() => void printCertificates(t('making'), start)}
      >
        {t('print')}
      </Button>
    </div>
  );
};

const Standing = ({ certificate: { id, number, revoked } }: { readonly certificate: Certificate }) => {
  const t = useTexts(issuedTexts);
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<'revoke' | 'replace' | undefined>();
  const close = (): void => setAsked(undefined);
  const revoke = useMutation(
    api.certificates.revoke.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        close();
        toastDone(t('revokedDone', { number }), tx);
      },
    }),
  );
  const replace = useMutation(
    api.certificates.replace.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ id: next }) => {
        close();
        toastDone(t('replacedDone'));
        navigate(`/certificates/issued/${next}`);
      },
    }),
  );
  const restore = useMutation(
    api.certificates.restore.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('restoredDone', { number }), tx),
    }),
  );
  return (
    <div className={styles.buttons}>
      {revoked === null ? (
        <Button variant="subtle" color="red" onClick={() => setAsked('revoke')}>
          {t('revoke')}
        </Button>
      ) : (
        <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate({ id })}>
          {t('restore')}
        </Button>
      )}
      <Button variant="subtle" onClick={() => setAsked('replace')}>
        {t('replace')}
      </Button>
      {asked === 'revoke' && (
        <ReasonDialog
          title={t('revokeTitle', { number })}
          text={t('revokeText')}
          action={t('revokeDo')}
          isBusy={revoke.isPending}
          error={revoke.error}
          onReason={(reason) => revoke.mutate({ id, reason })}
          onClose={close}
        />
      )}
      {asked === 'replace' && (
        <ReasonDialog
          title={t('replaceTitle', { number })}
          text={t('replaceText')}
          action={t('replaceDo')}
          isBusy={replace.isPending}
          error={replace.error}
          onReason={(reason) => replace.mutate({ id, reason })}
          onClose={close}
        />
      )}
    </div>
  );
};
