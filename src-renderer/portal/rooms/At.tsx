/** @jsxImportSource preact */
import { useAsked } from '../asked.ts';
import { askCode } from '../call.ts';
import { Failed, Title, useShown } from '../parts.tsx';
import { Mark } from './CheckIn.tsx';
import { Course } from './Course.tsx';
import { EventCard } from './EventCard.tsx';

/** What the code of a poster, a link or a hall leads to: the event with its answers, and the mark where it is the hall's and it is time. */
export const At = ({ code }: { readonly code: string }) => {
  const { t, state } = useShown();
  const { answer, again } = useAsked(askCode, state.personId, code);
  if (answer?.kind !== 'done')
    return (
      <>
        <Title back="events">{t('eventTitle')}</Title>
        <Failed answer={answer} again={again} />
        {/* Whoever stands in a hall without a connection says that they are there, and it goes out later. */}
        {answer?.kind === 'later' && <Mark code={code} />}
      </>
    );
  const { event: found, courseId, canCheckIn } = answer.value;
  // The state knows what was pressed since.
  const event = state.events.find(({ id }) => id === found.id) ?? found;
  const course = state.courses.find(({ id }) => id === courseId);
  return (
    <>
      <Title back="events">{t('eventTitle')}</Title>
      <EventCard event={event} code={canCheckIn ? code : undefined} />
      {course !== undefined && (
        <>
          <h2 class="part">{t('courseTitle')}</h2>
          <Course course={course} />
        </>
      )}
    </>
  );
};
