import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../i18n/i18n.ts';
import { attentionTexts } from './attention.texts.ts';
import { FlagForm } from './FlagForm.tsx';

/** One flag for everybody who is selected. */
export const FlagMany = ({ ids }: { readonly ids: ReadonlySet<string> }) => {
  const t = useTexts(attentionTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" shadow="md" trapFocus width={340}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('addMany')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FlagForm personIds={[...ids]} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
};
