import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './laptops.module.css';
import { laptopsTexts } from './laptops.texts.ts';
import { LinkDetails } from './LinkDetails.tsx';
import type { LinkState } from './shape.ts';

type Props = { readonly link: LinkState | undefined; readonly mayManage: boolean };

/** The relay: how it does, or how to connect one. */
export const Relay = ({ link, mayManage }: Props) => {
  const t = useTexts(laptopsTexts);
  return (
    <>
      <p className={styles.hint}>{t('relayLead')}</p>
      {link !== undefined && (
        <LinkDetails link={link}>{mayManage && <Disconnect id={link.id} />}</LinkDetails>
      )}
      {link === undefined && mayManage && <Connect />}
    </>
  );
};

const Connect = () => {
  const t = useTexts(laptopsTexts);
  const sentence = useSentence();
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const connect = useMutation(
    api.links.connectRelay.mutationOptions({
      meta: { shown: true },
      onSuccess: () => toastDone(t('connected')),
    }),
  );
  const isFilled = address.trim() !== '' && code.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled && !connect.isPending) connect.mutate({ address: address.trim(), code: code.trim() });
      }}
    >
      <div className={styles.pair}>
        <TextInput
          label={t('relayAddress')}
          placeholder="https://"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextInput
          label={t('relayCode')}
          autoComplete="off"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </div>
      <p className={styles.hint}>{t('relayCodeHint')}</p>
      {connect.isError && <ErrorSentence sentence={sentence(connect.error)} />}
      <div className={styles.actions}>
        <Button type="submit" variant="light" loading={connect.isPending} disabled={!isFilled}>
          {t('connect')}
        </Button>
      </div>
    </form>
  );
};

const Disconnect = ({ id }: { readonly id: string }) => {
  const t = useTexts(laptopsTexts);
  const [isAsking, setAsking] = useState(false);
  const forget = useMutation(
    api.links.forget.mutationOptions({
      onSuccess: () => toastDone(t('disconnected')),
      onSettled: () => setAsking(false),
    }),
  );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('disconnect')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('disconnectTitle')}
        text={t('disconnectText')}
        action={t('disconnect')}
        isBusy={forget.isPending}
        onConfirm={() => forget.mutate({ id })}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
