import { Button } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { Link } from 'wouter';
import { client } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useMay } from '../../../api/useMay.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { composerTexts } from '../composer.texts.ts';
import { messagesTexts } from '../messages.texts.ts';
import { moneyOf } from '../money.ts';
import { CHANNELS, useMessageWords } from '../words.ts';
import styles from './composer.module.css';

type Preview = Outputs['messages']['preview'];

/** How many get it and how, what it costs, and who cannot be reached. */
export const Outcome = ({ preview }: { readonly preview: Preview | undefined }) => {
  const t = useTexts(composerTexts);
  const words = useTexts(messagesTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  if (preview === undefined) return null;
  const { channels, cost, budgetLeft, currency } = preview;
  const used = CHANNELS.filter((channel) => channels[channel] > 0);
  return (
    <div className={styles.outcome}>
      <strong className={styles.people}>{t('willGet', { count: preview.people })}</strong>
      <dl>
        {used.map((channel) => (
          <div key={channel}>
            <dt>{words(`channel_${channel}`)}</dt>
            <dd className="numbers">{formats.number(channels[channel])}</dd>
          </div>
        ))}
        {used.length > 0 && (
          <div>
            <dt>{t('cost')}</dt>
            <dd className="numbers">
              {cost === null ? t('costUnknown') : cost === 0 ? t('free') : moneyOf(cost, currency, language)}
            </dd>
          </div>
        )}
      </dl>
      {cost !== null && budgetLeft !== null && cost > budgetLeft && (
        <p role="status" className={styles.overBudget}>
          {t('overBudget', { left: moneyOf(budgetLeft, currency, language) })}
        </p>
      )}
      {preview.unreachableCount > 0 && <Unreached preview={preview} />}
    </div>
  );
};

const Unreached = ({ preview: { unreachable, unreachableCount } }: { readonly preview: Preview }) => {
  const t = useTexts(composerTexts);
  const { language } = useLanguage();
  const { reasonOf } = useMessageWords();
  const mayPrint = useMay('reach.write');
  const makeFile = useMakeFile();
  const more = unreachableCount - unreachable.length;
  return (
    <details className={styles.unreached}>
      <summary>{t('unreached', { count: unreachableCount })}</summary>
      <ul>
        {unreachable.map(({ id, name, group, reason }) => (
          <li key={id}>
            <Link href={`/people/${id}`}>{name}</Link>
            <span>{[group, reasonOf(reason)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
        {more > 0 && <li>{t('andMore', { count: more })}</li>}
      </ul>
      {mayPrint && (
        <>
          <p>{t('slipsHint')}</p>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconQrcode size={16} aria-hidden />}
            onClick={() =>
              makeFile({ making: t('slipsMaking'), ready: t('slipsReady') }, () =>
                client.reach.slips.mutate({ who: { ids: unreachable.map(({ id }) => id) }, language }),
              )
            }
          >
            {t('slips')}
          </Button>
        </>
      )}
    </details>
  );
};
