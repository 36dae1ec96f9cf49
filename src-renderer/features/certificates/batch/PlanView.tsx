import { useMemo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useSample, useWidths } from '../sheet/useSheet.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import { warnedNames } from './names.rules.ts';
import type { Plan, Words } from './useBatch.ts';

type Props = {
  readonly plan: Plan;
  readonly template: Template;
  readonly eventId: string;
  readonly words: Words;
};

/** How many lines of a list are shown. */
const SHOWN = 30;

/** What a batch would do, and what to look at before it is done. */
export const PlanView = ({ plan, template, eventId, words }: Props) => {
  const t = useTexts(batchTexts);
  const formats = useFormats();
  const widths = useWidths();
  const values = useSample(template, { eventId }, words)?.values;
  const [long, strange] = useMemo(
    () =>
      widths === undefined || values === undefined
        ? [[], []]
        : [
            warnedNames(plan.new, 'tooLong', template, values, widths),
            warnedNames(plan.new, 'letters', template, values, widths),
          ],
    [plan.new, template, values, widths],
  );
  const revoked = plan.existing.filter(({ isRevoked }) => isRevoked);
  const isEmpty = plan.new.length + plan.existing.length === 0;
  const byOne = plan.completion?.byOne ?? [];
  if (isEmpty && byOne.length === 0 && plan.noLonger.length === 0)
    return <p className={styles.quiet}>{t('nobody')}</p>;
  return (
    <>
      <p className={styles.figures} role="status">
        {isEmpty
          ? t('nobody')
          : plan.new.length === 0
            ? t('allHave')
            : t('willGet', { count: plan.new.length })}
      </p>
      <p className={styles.have}>
        {plan.new.length === 0 && plan.existing.length > 0
          ? t('allHaveText')
          : plan.existing.length > 0 && t('have', { count: plan.existing.length })}
      </p>
      <ul className={styles.notes}>
        <Note isWarm count={long.length} title={t('long', { count: long.length })} hint={t('longHint')}>
          {long.slice(0, SHOWN).map((name) => (
            <li key={name}>{name}</li>
          ))}
        </Note>
        <Note isWarm count={strange.length} title={t('strange', { count: strange.length })}>
          {strange.slice(0, SHOWN).map((name) => (
            <li key={name}>{name}</li>
          ))}
        </Note>
        <Note count={byOne.length} title={t('byOne', { count: byOne.length })}>
          {byOne.slice(0, SHOWN).map((person) => (
            <li key={person.personId}>
              <Link href={`/people/${person.personId}`}>{person.name}</Link>
              <small>
                {t('missed', {
                  events: person.missed
                    .map((event) => `${event.title} (${formats.date(event.date)})`)
                    .join(', '),
                })}
              </small>
            </li>
          ))}
        </Note>
        <Note
          isWarm
          count={plan.noLonger.length}
          title={t('noLonger', { count: plan.noLonger.length })}
          hint={t('noLongerHint')}
        >
          {plan.noLonger.slice(0, SHOWN).map((one) => (
            <li key={one.certificateId}>
              <Link href={`/certificates/issued/${one.certificateId}`}>{one.name}</Link> · {one.number}
            </li>
          ))}
        </Note>
        <Note count={revoked.length} title={t('revokedHave', { count: revoked.length })}>
          {revoked.slice(0, SHOWN).map((one) => (
            <li key={one.certificateId}>
              <Link href={`/certificates/issued/${one.certificateId}`}>{one.name}</Link> · {one.number}
            </li>
          ))}
        </Note>
      </ul>
    </>
  );
};

type NoteProps = {
  readonly count: number;
  readonly title: string;
  readonly hint?: string;
  readonly isWarm?: boolean;
  readonly children: ReactNode;
};

const Note = ({ count, title, hint, isWarm = false, children }: NoteProps) => {
  const t = useTexts(batchTexts);
  if (count === 0) return null;
  return (
    <li className={styles.note} data-warm={isWarm || undefined}>
      <details>
        <summary>{title}</summary>
        {hint !== undefined && <small>{hint}</small>}
        <ul>
          {children}
          {count > SHOWN && <li>{t('more', { count: count - SHOWN })}</li>}
        </ul>
      </details>
    </li>
  );
};
