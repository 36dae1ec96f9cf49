import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import card from '../../people/card/card.module.css';
import { issuedTexts } from './issued.texts.ts';

/** The certificates of a person, newest first. */
export const PersonCertificates = ({ id }: { readonly id: string }) => {
  const t = useTexts(issuedTexts);
  const formats = useFormats();
  const { data } = useQuery(api.certificates.list.queryOptions({ personId: id }));
  if (data === undefined) return null;
  return (
    <section className={card.group}>
      <h3 className={card.groupTitle}>{t('ofPerson', { count: data.total })}</h3>
      {data.total === 0 && <p className={card.quiet}>{t('ofPersonNone')}</p>}
      <ol className={card.history}>
        {data.rows.map((one) => (
          <li key={one.id}>
            <Link href={`/certificates/issued/${one.id}`} className={card.eventLink}>
              {one.values.event}
            </Link>
            <span className={card.when}>
              {one.number} ·{' '}
              {one.revoked === null
                ? formats.shortDay(one.issuedAt)
                : t('revoked1', { date: formats.shortDay(one.revoked.at) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
