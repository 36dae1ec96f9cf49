import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { client } from '../../../api/client.ts';
import type { Inputs } from '../../../api/shapes.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { peopleTexts } from '../people.texts.ts';

type Asked = Inputs['people']['export'];

/** What is on the screen as a file: its filter, its order, its columns. */
export const ExportMenu = ({ filter, sort, columns }: Pick<Asked, 'filter' | 'sort' | 'columns'>) => {
  const t = useTexts(peopleTexts);
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const start = (format: Asked['format']): void =>
    makeFile({ making: t('exportMaking'), ready: t('exported') }, () =>
      client.people.export.mutate({ filter, sort, columns, format, language }),
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start('xlsx')}>{t('exportXlsx')}</Menu.Item>
        <Menu.Item onClick={() => start('csv')}>{t('exportCsv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
