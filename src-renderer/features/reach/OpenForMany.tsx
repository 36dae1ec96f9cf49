import { Button, Popover } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CARD_KINDS } from '../../../src-core/reach/cardWays.rules.ts';
import { api } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import type { Inputs } from '../../api/shapes.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { toastDone } from '../../ui/toasts.ts';
import { cardWaysTexts } from './cardWays.texts.ts';
import styles from './reach.module.css';
import { reachFailureTexts } from './reach.texts.ts';

addFailureTexts(reachFailureTexts);

type Who = Inputs['reach']['openMany']['who'];

/** Opens e-mail or SMS for many at once: for how many, what that means, and one step for "undo". */
export const OpenForMany = ({ who, onDone }: { readonly who: Who; readonly onDone?: () => void }) => {
  const t = useTexts(cardWaysTexts);
  const formats = useFormats();
  const mayWrite = useMay('reach.write');
  const { data } = useQuery({
    ...api.reach.openable.queryOptions({ who }),
    placeholderData: keepPreviousData,
  });
  const open = useMutation(
    api.reach.openMany.mutationOptions({
      onSuccess: ({ tx, opened }) => {
        toastDone(t('openedMany', { count: opened }), tx);
        onDone?.();
      },
    }),
  );
  // Its place is kept, so that nothing below moves when the figures come.
  if (data === undefined) return <div className={styles.openMany} />;
  return (
    <div className={styles.openMany}>
      {CARD_KINDS.map((kind) => (
        <div key={kind} className={styles.way}>
          <span>{t(`n_${kind}`, { count: formats.number(data[kind].open) })}</span>
          {mayWrite && data[kind].toOpen > 0 && (
            <Button
              size="compact-sm"
              variant="light"
              loading={open.isPending && open.variables.kind === kind}
              onClick={() => open.mutate({ who, kind })}
            >
              {t('openFor', { count: data[kind].toOpen })}
            </Button>
          )}
          {data[kind].toOpen === 0 && <span className={styles.small}>{t('nobodyMore')}</span>}
        </div>
      ))}
      <p className={styles.small}>{t('manyConsent')}</p>
      <p className={styles.small}>{t('needs')}</p>
    </div>
  );
};

/** The same behind a button, for those who are selected in a list. */
export const OpenForSelected = ({ ids }: { readonly ids: ReadonlySet<string> }) => {
  const t = useTexts(cardWaysTexts);
  const mayWrite = useMay('reach.write');
  const [isOpen, setOpen] = useState(false);
  if (!mayWrite) return null;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" shadow="md" trapFocus width={400}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {isOpen && <OpenForMany who={{ ids: [...ids] }} onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
};
