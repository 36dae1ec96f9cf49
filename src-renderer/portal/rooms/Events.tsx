/** @jsxImportSource preact */
import type { PortalState } from '../../../src-relay/portal/shapes.ts';
import { press } from '../page.ts';
import { Button, Empty, Title, useShown, Waiting, Way } from '../parts.tsx';
import { isWaiting } from '../presses.rules.ts';
import { dayOf } from '../when.ts';
import { textIn } from '../words.ts';
import { EventCard } from './EventCard.tsx';

const Course = ({ course }: { readonly course: PortalState['courses'][number] }) => {
  const { t, state, language, queue } = useShown();
  const { id, name, club, dates, isRegistered, nextAt } = course;
  const when =
    nextAt === null
      ? t('courseNoDates')
      : t('courseDates', { count: dates, day: dayOf(nextAt, state.timeZone, language) });
  return (
    <article class="card">
      <h2>{name}</h2>
      <p class="where">{[club, when].filter((part) => part !== null).join(' · ')}</p>
      {isWaiting(queue, id) ? (
        <Waiting />
      ) : isRegistered ? (
        <p class="stands good">{t('joinedCourse')}</p>
      ) : (
        dates > 0 && (
          <Button kind="plain" onPress={() => press({ name: 'course', body: { courseId: id } })}>
            {t('joinCourse')}
          </Button>
        )
      )}
    </article>
  );
};

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
