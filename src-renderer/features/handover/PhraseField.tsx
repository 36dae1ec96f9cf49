import { Button, TextInput } from '@mantine/core';
import { useTexts } from '../../i18n/i18n.ts';
import styles from './handover.module.css';
import { handoverTexts } from './handover.texts.ts';
import type { usePhrase } from './usePhrase.ts';

/** The words that open the file, large enough to copy them to paper. */
export const PhraseField = ({
  words: { phrase, setPhrase, renew, isLongEnough },
}: {
  readonly words: ReturnType<typeof usePhrase>;
}) => {
  const t = useTexts(handoverTexts);
  return (
    <div>
      <TextInput
        className={styles.phrase}
        label={t('phrase')}
        description={t('phraseHint')}
        value={phrase}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setPhrase(event.currentTarget.value)}
        error={isLongEnough ? undefined : t('phraseShort')}
      />
      <Button mt={4} ml={-8} size="compact-sm" variant="subtle" onClick={renew}>
        {t('phraseNew')}
      </Button>
    </div>
  );
};
