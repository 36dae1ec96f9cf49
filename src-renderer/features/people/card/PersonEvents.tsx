import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { dateOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { peopleTexts } from '../people.texts.ts';
import styles from './card.module.css';

/** The events that the person came to, newest first. */
export const PersonEvents = ({ id }: { readonly id: string }) => {
  const t = useTexts(peopleTexts);
  const formats = useFormats();
  const { data } = useQuery(api.checkIn.ofPerson.queryOptions({ personId: id }));
  if (data === undefined) return null;
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>{t('cameTo', { count: data.length })}</h3>
      {data.length === 0 && <p className={styles.quiet}>{t('cameToNone')}</p>}
      <ol className={styles.history}>
        {data.map((event) => (
          <li key={event.id}>
            <Link href={`/events/${event.id}`} className={styles.eventLink}>
              {event.title}
            </Link>
            <span className={styles.when}>{formats.shortDay(dateOf(event.starts_at))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
};
