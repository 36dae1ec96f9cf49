import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconUserCheck,
  IconUserX,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import styles from './check.module.css';
import { checkTexts } from './check.texts.ts';

export type Checked = Outputs['certificates']['verify'];

const TONES = {
  good: { tone: 'good', Sign: IconCircleCheck },
  revoked: { tone: 'bad', Sign: IconCircleX },
  keyWithdrawn: { tone: 'bad', Sign: IconCircleX },
  forged: { tone: 'bad', Sign: IconAlertTriangle },
  unknownKey: { tone: 'warm', Sign: IconHelpCircle },
  unreadable: { tone: 'plain', Sign: IconHelpCircle },
} as const;

/** What the check says, in one glance, and what the code says of itself. */
export const Verdict = ({ found }: { readonly found: Checked }) => {
  const t = useTexts(checkTexts);
  const formats = useFormats();
  const { state, payload, number, certificate, nameMatches } = found;
  const { tone, Sign } = TONES[state];
  const organisation = found.organisation ?? '';
  const isSigned = state === 'good' || state === 'revoked' || state === 'keyWithdrawn';
  const isNameWrong = nameMatches === false;
  const reason = certificate?.revoked?.reason;
  const facts = [
    [t('number'), number],
    [t('organisation'), isSigned ? organisation : null],
    [t('title'), payload?.title],
    [t('date'), payload && formats.date(payload.date)],
    [t('issued'), payload && formats.date(payload.issued)],
    [t('onPaper'), certificate?.values.name],
  ] as const;
  return (
    <>
      <div className={styles.verdict} data-tone={tone} role="status">
        <Sign size={44} stroke={1.6} aria-hidden />
        <div>
          <h2>
            {state === 'revoked' ? t('revoked', { date: formats.date(found.revokedAt ?? '') }) : t(state)}
          </h2>
          <p>{isSigned ? t(`${state}Text`, { organisation }) : t(`${state}Text`)}</p>
          {reason !== undefined && <p>{t('reasonIs', { reason })}</p>}
        </div>
      </div>
      {nameMatches !== null && (
        <p className={styles.name} data-bad={isNameWrong || undefined} role="status">
          {isNameWrong ? <IconUserX size={20} aria-hidden /> : <IconUserCheck size={20} aria-hidden />}
          {t(isNameWrong ? 'nameFails' : 'nameFits')}
        </p>
      )}
      {payload !== null && !isSigned && <p className={styles.said}>{t('saidOnly')}</p>}
      {payload !== null && (
        <dl className={styles.facts}>
          {facts.map(
            ([label, value]) =>
              value != null &&
              value !== '' && (
                <div key={label} style={{ display: 'contents' }}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      )}
      {certificate !== null && (
        <Button component={Link} href={`/certificates/issued/${certificate.id}`} variant="light" mt="md">
          {t('openOwn')}
        </Button>
      )}
    </>
  );
};
