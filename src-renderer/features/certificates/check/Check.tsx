import { Button, FileButton, Group, Textarea, TextInput } from '@mantine/core';
import { IconCamera, IconPhoto } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState } from 'react';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useDroppedFiles } from '../../../ui/drops.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Panel } from '../../../ui/PageHeader.tsx';
import { CameraPanel } from '../../events/checkIn/camera/CameraPanel.tsx';
import { useScanner } from '../../events/checkIn/useScanner.ts';
import styles from './check.module.css';
import { checkTexts } from './check.texts.ts';
import { readPhoto } from './readPhoto.ts';
import { scannedText } from './scanned.rules.ts';
import { Verdict } from './Verdict.tsx';

const LONGEST = 4000;

/** Checks a certificate: by a scanner, the camera, a photo or a pasted text. */
export const Check = () => {
  const t = useTexts(checkTexts);
  const sentence = useSentence();
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [hasCamera, setCamera] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const photo = useMutation({
    mutationFn: readPhoto,
    meta: { shown: true },
    onSuccess: (found) => found !== null && take(found),
  });
  const take = (found: string): void => {
    setText(scannedText(found).slice(0, LONGEST));
    setName('');
    setCamera(false);
    area.current?.focus();
  };
  useScanner(take);
  useDroppedFiles({
    title: t('dropTitle'),
    hint: t('dropHint'),
    onFiles: ([file]) => file !== undefined && photo.mutate(file),
  });
  const sought = useDeferredValue(scannedText(text).trim());
  const onPaper = useDeferredValue(name);
  const checked = useQuery({
    ...api.certificates.verify.queryOptions({ text: sought, name: onPaper }),
    enabled: sought !== '',
    placeholderData: keepPreviousData,
  });
  const found = sought === '' ? undefined : checked.data;
  const canCompare = found !== undefined && ['good', 'revoked', 'keyWithdrawn'].includes(found.state);
  return (
    <div className={styles.check}>
      <Panel title={t('head')}>
        <p className={styles.lead}>{t('lead')}</p>
        {hasCamera && (
          <div className={styles.camera}>
            <CameraPanel onCode={take} onClose={() => setCamera(false)} />
          </div>
        )}
        <Textarea
          ref={area}
          label={t('text')}
          placeholder={t('textPlaceholder')}
          autosize
          minRows={3}
          maxRows={6}
          maxLength={LONGEST}
          spellCheck={false}
          data-autofocus
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={styles.buttons}>
          {!hasCamera && (
            <Button
              variant="default"
              leftSection={<IconCamera size={17} aria-hidden />}
              onClick={() => setCamera(true)}
            >
              {t('camera')}
            </Button>
          )}
          <FileButton accept="image/*" onChange={(file) => file !== null && photo.mutate(file)}>
            {(button) => (
              <Button
                {...button}
                variant="default"
                loading={photo.isPending}
                leftSection={<IconPhoto size={17} aria-hidden />}
              >
                {t('photo')}
              </Button>
            )}
          </FileButton>
        </div>
        {photo.isPending && <p className={styles.quiet}>{t('reading')}</p>}
        {photo.isError && <ErrorSentence sentence={t('noPicture')} />}
        {photo.data === null && <ErrorSentence sentence={t('noCode')} />}
        {canCompare && (
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            maxLength={600}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Panel>
      {checked.isError && <ErrorSentence sentence={sentence(checked.error)} />}
      {found !== undefined && (
        <Panel>
          <Verdict found={found} />
          <Group mt="md">
            <Button
              variant="default"
              onClick={() => {
                photo.reset();
                setText('');
                setName('');
                area.current?.focus();
              }}
            >
              {t('clear')}
            </Button>
          </Group>
        </Panel>
      )}
    </div>
  );
};
