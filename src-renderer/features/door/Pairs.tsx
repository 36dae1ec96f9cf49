import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import styles from './door.module.css';
import { doorTexts } from './door.texts.ts';

/** Pairs that a human may want to look at; the machine punishes nobody. */
export const Pairs = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(doorTexts);
  const formats = useFormats();
  const pairs = useQuery(api.door.suspicions.queryOptions({ eventId }));
  const all = pairs.data ?? [];
  return (
    <Panel title={t('pairs')}>
      <p className={styles.hint}>{all.length === 0 ? t('pairsNone') : t('pairsLead')}</p>
      {all.map(({ kind, people, at }) => (
        <div key={`${kind}${people.map(({ id }) => id).join()}`} className={styles.pair}>
          <span className={styles.quiet}>
            {t(`pair.${kind}`)}, {formats.time(at)}
          </span>
          {people.map((person) => (
            <Link key={person.id} href={`/people/${person.id}`}>
              {person.name}
              {person.group !== null && ` · ${person.group}`}
            </Link>
          ))}
        </div>
      ))}
    </Panel>
  );
};
