import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { LIKENESS } from '../imports/likeness.ts';
import { likenessTexts } from '../imports/likeness.texts.ts';
import styles from './handover.module.css';
import { handoverTexts } from './handover.texts.ts';

/** Whoever may have been added at both laptops, side by side, for a human to look at; nothing where there is nobody. */
export const Twins = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(handoverTexts);
  const like = useTexts(likenessTexts);
  const pairs = useQuery(api.handover.twins.queryOptions({ eventId })).data ?? [];
  if (pairs.length === 0) return null;
  return (
    <div className={styles.notice}>
      {t('twins', { count: pairs.length })}
      <ul>
        {pairs.map(({ people: [first, second], reasons }) => (
          <li key={`${first.id} ${second.id}`}>
            {[first, second].map(({ id, name, group }, index) => (
              <span key={id}>
                {index > 0 && ' — '}
                <Link href={`/people/${id}`}>{name}</Link>
                {group !== null && ` (${group})`}
              </span>
            ))}
            {`: ${reasons.map(({ code }) => like(LIKENESS[code])).join(', ')}`}
          </li>
        ))}
      </ul>
    </div>
  );
};
