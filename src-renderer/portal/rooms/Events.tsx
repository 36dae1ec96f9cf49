/** @jsxImportSource preact */
import { Empty, Title, useShown, Way } from '../parts.tsx';
import { textIn } from '../words.ts';
import { Course } from './Course.tsx';
import { EventCard } from './EventCard.tsx';

/** What is on: first what is asked of the person, then events, then courses. */
export const Events = () => {
  const { t, state, language } = useShown();
  return (
    <>
      <Title>{t('eventsTitle')}</Title>
      {state.forms.length > 0 && (
        <section class="asked">
          <h2>{t('formsTitle')}</h2>
          {state.forms.map(({ useId, title, eventTitle }) => (
            <Way key={useId} to="form" id={useId}>
              {textIn(language, title)}
              {eventTitle !== null && <small>{eventTitle}</small>}
            </Way>
          ))}
        </section>
      )}
      {state.events.length === 0 && <Empty title={t('noEvents')} why={t('noEventsWhy')} />}
      {state.events.map((event) => (
        <EventCard key={event.id} event={event} />
      ))}
      {state.courses.length > 0 && <h2 class="part">{t('coursesTitle')}</h2>}
      {state.courses.map((course) => (
        <Course key={course.id} course={course} />
      ))}
      <div class="ways">
        <Way to="check-in">{t('checkInTitle')}</Way>
      </div>
    </>
  );
};
