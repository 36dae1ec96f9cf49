/** @jsxImportSource preact */
import type { PortalState } from '../../../src-relay/portal/shapes.ts';
import { press } from '../page.ts';
import { Button, useShown, Waiting } from '../parts.tsx';
import { isWaiting } from '../presses.rules.ts';
import { dayOf } from '../when.ts';

/** A series that is registered for as a whole. */
export const Course = ({ course }: { readonly course: PortalState['courses'][number] }) => {
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
