import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import verifierPage from '../../../../assets/verify-certificate.html?url';
import { fillVerifierPage } from '../../../../src-core/certificates/issuer.rules.ts';
import { api, client } from '../../../api/client.ts';
import { download, saveText } from '../../../api/files.ts';
import { useSentence } from '../../../api/sentence.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import styles from './keys.module.css';
import { keysTexts } from './keys.texts.ts';
import { TrustedIssuers } from './TrustedIssuers.tsx';

/** What strangers need to check certificates, the keys that sign them, and whose certificates are checked here. */
export const Keys = () => {
  const t = useTexts(keysTexts);
  return (
    <>
      <Panel title={t('forStrangers')}>
        <div className={styles.two}>
          <ForStrangers />
        </div>
        <Address />
      </Panel>
      <OwnKeys />
      <TrustedIssuers />
    </>
  );
};

/** The page with today's keys and revocations in it, and those by themselves. */
const ForStrangers = () => {
  const t = useTexts(keysTexts);
  const make = useMutation({
    mutationFn: async (what: 'page' | 'file') => {
      const { file, token } = await client.certificates.issuerFile.mutate();
      if (what === 'file') return download(token);
      const html = fillVerifierPage(await (await fetch(verifierPage)).text(), file);
      return saveText(html, 'orda-verify-certificate.html', 'text/html');
    },
  });
  const button = (what: 'page' | 'file', text: string) => (
    <Button
      variant="default"
      loading={make.isPending && make.variables === what}
      leftSection={<IconDownload size={17} aria-hidden />}
      onClick={() => make.mutate(what)}
    >
      {text}
    </Button>
  );
  return (
    <>
      <div className={styles.block}>
        <h3>{t('page')}</h3>
        <p className={styles.text}>{t('pageText')}</p>
        {button('page', t('savePage'))}
      </div>
      <div className={styles.block}>
        <h3>{t('file')}</h3>
        <p className={styles.text}>{t('fileText')}</p>
        {button('file', t('saveFile'))}
      </div>
    </>
  );
};

const Address = () => {
  const t = useTexts(keysTexts);
  const sentence = useSentence();
  const settings = useQuery(api.certificates.settings.queryOptions());
  const [typed, setTyped] = useState<string | undefined>();
  const save = useMutation(
    api.certificates.saveSettings.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        setTyped(undefined);
        toastDone(t('addressSaved'), tx);
      },
    }),
  );
  const stored = settings.data?.verifyAddress ?? '';
  const value = typed ?? stored;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ verifyAddress: value.trim() === '' ? null : value.trim() });
      }}
    >
      <div className={styles.address}>
        <TextInput
          className={styles.grow ?? ''}
          label={t('address')}
          description={t('addressHint')}
          placeholder="https://club.kz/check"
          maxLength={70}
          value={value}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={value.trim() === stored} loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
      {save.isError && (
        <ErrorSentence sentence={isBadRequest(save.error) ? t('addressBad') : sentence(save.error)} />
      )}
    </form>
  );
};

const isBadRequest = (error: { readonly data?: unknown }): boolean =>
  typeof error.data === 'object' &&
  error.data !== null &&
  'code' in error.data &&
  error.data.code === 'BAD_REQUEST';

type Key = Outputs['certificates']['keys'][number];

const OwnKeys = () => {
  const t = useTexts(keysTexts);
  const keys = useQuery(api.certificates.keys.queryOptions());
  const [asked, setAsked] = useState<'rotate' | 'stolen' | undefined>();
  const rotate = useMutation(
    api.certificates.rotateKey.mutationOptions({
      onSuccess: () => toastDone(t('rotated')),
      onSettled: () => setAsked(undefined),
    }),
  );
  const hasOwn = (keys.data ?? []).some(({ isOwn }) => isOwn);
  return (
    <Panel title={t('ownKeys')}>
      <p className={styles.text}>{t('keysText')}</p>
      <ul className={styles.lines}>
        {keys.data?.map((key) => (
          <KeyLine key={key.id} of={key} />
        ))}
        {keys.data?.length === 0 && <li className={styles.quiet}>{t('noKeys')}</li>}
      </ul>
      {hasOwn && (
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => setAsked('rotate')}>
            {t('rotate')}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setAsked('stolen')}>
            {t('stolen')}
          </Button>
        </div>
      )}
      <div className={styles.block}>
        <h3 style={{ marginTop: 20 }}>{t('ifLost')}</h3>
        <p className={styles.text}>{t('ifLostText')}</p>
      </div>
      <ConfirmDialog
        isOpen={asked === 'rotate'}
        title={t('rotateTitle')}
        text={t('rotateText')}
        action={t('rotateDo')}
        isBusy={rotate.isPending}
        onConfirm={() => rotate.mutate({ isStolen: false })}
        onClose={() => setAsked(undefined)}
      />
      <ConfirmDialog
        isOpen={asked === 'stolen'}
        title={t('stolenTitle')}
        text={t('stolenText')}
        action={t('stolenDo')}
        isBusy={rotate.isPending}
        onConfirm={() => rotate.mutate({ isStolen: true })}
        onClose={() => setAsked(undefined)}
      />
    </Panel>
  );
};

const KeyLine = ({ of: key }: { readonly of: Key }) => {
  const t = useTexts(keysTexts);
  const formats = useFormats();
  const { retiredAt, withdrawnAt } = key;
  return (
    <li className={styles.line}>
      <code>{key.id.toUpperCase()}</code>
      <span className={styles.quiet}>{t('madeAt', { date: formats.date(key.madeAt) })}</span>
      <span className={withdrawnAt === null ? styles.quiet : styles.bad}>
        {withdrawnAt !== null
          ? t('k_withdrawn', { date: formats.date(withdrawnAt) })
          : retiredAt !== null
            ? t('k_retired', { date: formats.date(retiredAt) })
            : t('k_active')}
      </span>
      {key.isOwn && <span className={styles.own}>{t('isOwn')}</span>}
    </li>
  );
};
