import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTexts } from '../../i18n/i18n.ts';
import { uiTexts } from '../ui.texts.ts';
import type { Column, TableLayout } from './columns.ts';

type Props<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly layout: TableLayout;
  readonly onLayout: (layout: TableLayout) => void;
};

/** Which columns are shown. */
export const ColumnMenu = <Row,>({ columns, layout, onLayout }: Props<Row>) => {
  const t = useTexts(uiTexts);
  const toggle = (id: string, isShown: boolean): void =>
    onLayout({
      ...layout,
      hidden: isShown ? layout.hidden.filter((known) => known !== id) : [...layout.hidden, id],
    });
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          aria-label={t('columns')}
          variant="default"
          leftSection={<IconColumns3 size={16} aria-hidden />}
        >
          <span className="label">{t('columns')}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={10} mah={420} style={{ overflowY: 'auto' }} p={4}>
          {columns
            .filter(({ isMain }) => isMain !== true)
            .map(({ id, title }) => (
              <Checkbox
                key={id}
                label={title}
                checked={!layout.hidden.includes(id)}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
};
