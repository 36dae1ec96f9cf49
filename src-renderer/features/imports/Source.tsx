import { Button, FileButton, Textarea } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/i18n.ts';
import styles from './imports.module.css';
import { importTexts } from './imports.texts.ts';

const ACCEPTED = '.xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt';

type Props = { readonly onFile: (file: File) => void; readonly onPaste: (cells: string) => void };

/** Where the people come from: a file, dropped or chosen, or cells from a spreadsheet. */
export const Source = ({ onFile, onPaste }: Props) => {
  const t = useTexts(importTexts);
  const [pasted, setPasted] = useState('');
  return (
    <div className={styles.source}>
      <div className={styles.drop}>
        <IconTableImport size={44} stroke={1.3} aria-hidden />
        <h2>{t('dropTitle')}</h2>
        <p>{t('dropText')}</p>
        <FileButton accept={ACCEPTED} onChange={(file) => file !== null && onFile(file)}>
          {(props) => (
            <Button {...props} size="md">
              {t('choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <div className={styles.paste}>
        <Textarea
          label={t('pasteTitle')}
          description={t('pasteText')}
          minRows={3}
          maxRows={8}
          autosize
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          onPaste={(event) => {
            const cells = event.clipboardData.getData('text/plain');
            // Several cells at once are a table; a single word may be the beginning of typing.
            if (!/[\t\n]/.test(cells.trim())) return;
            event.preventDefault();
            onPaste(cells);
          }}
        />
        {pasted.trim() !== '' && (
          <Button mt="xs" variant="light" onClick={() => onPaste(pasted)}>
            {t('pasteGo')}
          </Button>
        )}
      </div>
    </div>
  );
};
