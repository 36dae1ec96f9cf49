import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { drawsTexts } from './draws.texts.ts';
import styles from './draws.module.css';

/** The draws of a year: how many, and whether the wins look like equal chances. */
export const Year = ({ year }: { readonly year: number }) => {
  const t = useTexts(drawsTexts);
  const formats = useFormats();
  const found = useQuery(api.draws.statistics.queryOptions({ year }));
  if (found.data === undefined || found.data.draws + found.data.abandoned === 0) return null;
  const { draws, given, absent, abandoned, lines, people } = found.data;
  const figures = [
    [t('yDraws'), draws],
    [t('yGiven'), given],
    [t('yAbsent'), absent],
    [t('yAbandoned'), abandoned],
  ] as const;
  return (
    <Panel title={t('year', { year })}>
      <dl className={styles.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formats.number(value)}</dd>
          </div>
        ))}
      </dl>
      {people > 0 && (
        <>
          <p className={styles.lead}>{t('yearLead')}</p>
          <table className={styles.chances}>
            <thead>
              <tr>
                <th>{t('yWins')}</th>
                <th>{t('yPeople')}</th>
                <th>{t('yExpected')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                <tr key={line.wins}>
                  <td>
                    {index === lines.length - 1
                      ? t('yMore', { count: line.wins })
                      : formats.number(line.wins)}
                  </td>
                  <td>{formats.number(line.people)}</td>
                  <td>{formats.number(Math.round(line.expected * 10) / 10)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Panel>
  );
};
