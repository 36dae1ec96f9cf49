import { Button, FileButton, Textarea } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/i18n.ts';
import { importTexts } from './imports.texts.ts';
import styles from './imports.module.css';

const ACCEPTED = '.xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt';

/** Where the people come from: a file, dropped or chosen, or cells from a spreadsheet. */
export const Source = ({ onFile }: { readonly onFile: (file: File) => void }) => {
  const t = useTexts(importTexts);
  const [pasted, setPasted] = useState('');
  const takePasted = (text: string): void => {
    if (text.trim() !== '')
      onFile(new File([text], `${t('pasteName')}.tsv`, { type: 'text/tab-separated-values' }));
  };
  return (
    <div className={styles.source}>
      <div className={styles.drop}>
        <IconTableImport size={44} stroke={1.3} aria-hidden />
        <h2>{t('dropTitle')}</h2>
        <p>{t('dropText')}</p>
        <FileButton accept={ACCEPTED} onChange={(file) => file !== null && onFile(file)}>
          {(props) => (
            <Button {...props} size="md" data-autofocus>
              {t('choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <div className={styles.paste}>
        <Textarea
          label={t('pasteTitle')}
          description={t('pasteText')}
          minRows={4}
          maxRows={8}
          autosize
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        {pasted.trim() !== '' && (
          <Button mt="xs" variant="light" onClick={() => takePasted(pasted)}>
            {t('pasteGo')}
          </Button>
        )}
      </div>
    </div>
  );
};
