import { Button, NumberInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MOST_BLANKS } from '../../../src-core/events/paperCode.rules.ts';
import { api, client } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { PaperEntry } from './PaperEntry.tsx';
import styles from './paper.module.css';
import { paperFailureTexts, paperTexts } from './paper.texts.ts';

addFailureTexts(paperFailureTexts);

/** The tab of an event for its roster on paper: entered on the left, printed on the right. */
export const PaperTab = ({ eventId, startsAt }: { readonly eventId: string; readonly startsAt: string }) => (
  <div className={styles.columns}>
    <PaperEntry eventId={eventId} startsAt={startsAt} />
    <Print eventId={eventId} />
  </div>
);

const Print = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(paperTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const [blanks, setBlanks] = useState(10);
  const state = useQuery(api.paper.state.queryOptions({ eventId }));
  const print = (): void =>
    makeFile({ making: t('printing'), ready: t('printed') }, () =>
      client.paper.print.mutate({ eventId, blanks, language }),
    );
  const figures = [
    [t('stateLines'), state.data?.people],
    [t('stateBlanks'), state.data?.blanks],
    [t('stateEntered'), state.data?.entered],
  ] as const;
  return (
    <Panel title={t('printTitle')}>
      <p className={styles.hint}>{t('printHint')}</p>
      <NumberInput
        label={t('blanks')}
        min={0}
        max={MOST_BLANKS}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={blanks}
        onChange={(next) => setBlanks(Number(next) || 0)}
        mb="md"
      />
      <Button fullWidth leftSection={<IconPrinter size={17} aria-hidden />} onClick={print}>
        {t('print')}
      </Button>
      <dl className={styles.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === undefined ? '' : formats.number(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};
