/** @jsxImportSource preact */
import { Empty, Title, useShown } from '../parts.tsx';
import { dayOf } from '../when.ts';

/** Events where the person was. */
export const Visits = () => {
  const { t, state, language } = useShown();
  return (
    <>
      <Title back="me">{t('visits')}</Title>
      {state.visits.length === 0 && <Empty title={t('noVisits')} why={t('noVisitsWhy')} />}
      <ul class="lines">
        {state.visits.map(({ eventId, title, startsAt, club }) => (
          <li key={eventId}>
            <b>{title}</b>
            <span>
              {[dayOf(startsAt, state.timeZone, language), club].filter((part) => part !== null).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** What the person was given. */
export const Certificates = () => {
  const { t, state, language } = useShown();
  return (
    <>
      <Title back="me">{t('certificates')}</Title>
      {state.certificates.length === 0 && <Empty title={t('noCertificates')} why={t('noCertificatesWhy')} />}
      <ul class="lines">
        {state.certificates.map(({ id, name, event, number, issuedAt, isRevoked }) => (
          <li key={id}>
            <b>{name === '' ? event : name}</b>
            {name !== '' && <span>{event}</span>}
            <span>
              {t('certificateNumber', { number })} · {dayOf(issuedAt, state.timeZone, language)}
            </span>
            {isRevoked && <b class="pill bad">{t('revoked')}</b>}
          </li>
        ))}
      </ul>
    </>
  );
};
