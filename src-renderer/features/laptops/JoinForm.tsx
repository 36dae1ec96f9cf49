import { Button, TextInput } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { CameraPanel } from '../events/checkIn/camera/CameraPanel.tsx';
import { handoverFailureTexts } from '../handover/failures.texts.ts';
import { laptopsFailureTexts } from './failures.texts.ts';
import { addressesIn, fieldsOf, isWholePhrase } from './joinFields.rules.ts';
import styles from './join.module.css';
import { joinTexts } from './join.texts.ts';
import { JoinProgress } from './JoinProgress.tsx';
import { useJoin } from './useJoin.ts';

addFailureTexts(laptopsFailureTexts);
addFailureTexts(handoverFailureTexts);

type Props = {
  /** A laptop that has nothing yet asks who will sit at it. */
  readonly isFresh: boolean;
  readonly onBack: () => void;
  /** Called when the words were sent, and with `false` when that came to nothing. */
  readonly onJoining?: (isJoining: boolean) => void;
  /** Called when everything is there, or the person begins before that. */
  readonly onDone: () => void;
};

/** Address and words, by hand, by one pasted line or by the camera; then how the organisation's data comes. */
export const JoinForm = ({ isFresh, onBack, onJoining, onDone }: Props) => {
  const { language } = useLanguage();
  const [fields, setFields] = useState({ address: '', phrase: '' });
  const [owner, setOwner] = useState('');
  const [name, setName] = useState('');
  const [isThere, setThere] = useState(false);
  const { join, cancel } = useJoin(() => setThere(true));
  const send = (): void => {
    cancel.reset();
    onJoining?.(true);
    join.mutate(
      {
        addresses: addressesIn(fields.address),
        phrase: fields.phrase.trim(),
        owner: isFresh ? { name: owner.trim(), language } : null,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      },
      { onError: () => onJoining?.(false) },
    );
  };
  if (join.isPending || isThere) {
    return (
      <JoinProgress
        isThere={isThere}
        isEnding={cancel.isPending}
        onDone={onDone}
        onCancel={() => cancel.mutate()}
      />
    );
  }
  return (
    <Fields
      isFresh={isFresh}
      fields={fields}
      onFields={setFields}
      owner={owner}
      onOwner={setOwner}
      name={name}
      onName={setName}
      error={join.error}
      onBack={onBack}
      onSend={send}
    />
  );
};

type Fields = { readonly address: string; readonly phrase: string };
type FieldsProps = {
  readonly isFresh: boolean;
  readonly fields: Fields;
  readonly onFields: (fields: Fields) => void;
  readonly owner: string;
  readonly onOwner: (owner: string) => void;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onSend: () => void;
};

const Fields = (props: FieldsProps) => {
  const t = useTexts(joinTexts);
  const sentence = useSentence();
  const { isFresh, fields, onFields, owner, onOwner, name, onName, error, onBack, onSend } = props;
  const [hasCamera, setCamera] = useState(false);
  const [isForeign, setForeign] = useState(false);
  const isWhole = isWholePhrase(fields.phrase);
  const isReady = addressesIn(fields.address).length > 0 && isWhole && (!isFresh || owner.trim() !== '');
  const type = (change: Partial<Fields>, typed: string): void =>
    onFields(fieldsOf(typed) ?? { ...fields, ...change });
  const scan = (code: string): void => {
    const found = fieldsOf(code);
    setForeign(found === undefined);
    if (found === undefined) return;
    onFields(found);
    setCamera(false);
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isReady) onSend();
      }}
    >
      {hasCamera && (
        <div className={styles.camera}>
          <CameraPanel onCode={scan} onClose={() => setCamera(false)} />
        </div>
      )}
      {isForeign && <ErrorSentence sentence={t('notOurs')} />}
      <TextInput
        label={t('address')}
        description={t('addressHint')}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={fields.address}
        onChange={({ currentTarget: { value } }) => type({ address: value }, value)}
      />
      <TextInput
        className={styles.phrase}
        label={t('words')}
        description={t('wordsHint')}
        autoComplete="off"
        spellCheck={false}
        value={fields.phrase}
        onChange={({ currentTarget: { value } }) => type({ phrase: value }, value)}
      />
      <div className={styles.scan}>
        {!hasCamera && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCamera size={16} aria-hidden />}
            onClick={() => setCamera(true)}
          >
            {t('scan')}
          </Button>
        )}
        <span>{t('pasteHint')}</span>
      </div>
      {isFresh && (
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          autoComplete="name"
          maxLength={200}
          value={owner}
          onChange={(event) => onOwner(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('laptopName')}
        placeholder={t('laptopNameHint')}
        maxLength={100}
        value={name}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      {!isFresh && <p className={styles.warning}>{t('warning')}</p>}
      {error !== null && <ErrorSentence sentence={sentence(error)} />}
      <div className={styles.actions}>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t(isFresh ? 'back' : 'cancel')}
        </Button>
        <Button type="submit" size="md" disabled={!isReady}>
          {t('join')}
        </Button>
      </div>
    </form>
  );
};
