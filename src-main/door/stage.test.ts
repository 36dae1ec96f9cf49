/** Holds: whatever is known of people, nothing of it is in what the projector is sent. */
import { expect, test } from 'vitest';
import { newPhone, openDoorDesk } from './doorForTests.test-support.ts';

/** Every field of a person, each with a word that stands nowhere else. */
const PERSON = {
  family_name: 'Сырлыбаев',
  given_name: 'Құпияжан',
  patronymic: 'Жасырынұлы',
  study_group: 'ИС-22-1',
  student_card_no: '77001122',
  phone: '+77019998877',
  guardian_phone: '+77018887766',
  guardian_name: 'Ата-анасы Белгісіз',
  telegram: 'qupiya_nick',
  email: 'qupiya@example.kz',
  birth_date: '2004-05-06',
  iin: '040506500017',
  address: 'Жасырын көшесі, 5',
  attention: 'жаңғаққа аллергия',
  note: 'ескертпе сөз',
};

test('the stage names no person and no field of one', async () => {
  const desk = await openDoorDesk();
  const person = await desk.api.people.add(PERSON);
  await desk.api.door.openWave({ eventId: desk.eventId, lateAfterMinutes: 0 });
  const stage = () => desk.api.stage.view({ eventId: desk.eventId });
  const own = newPhone(() => desk.doors.state()?.url ?? '');
  await own.open(`/${(await stage()).code?.text}`);
  await own.send({
    full_name: `${PERSON.family_name} ${PERSON.given_name}`,
    study_group: PERSON.study_group,
    student_card_no: PERSON.student_card_no,
    telegram: PERSON.telegram,
  });
  await desk.api.events.registered.add({ eventId: desk.eventId, who: { kind: 'people', ids: [person.id] } });
  const sent = await stage();
  expect(sent.counters.came).toBe(1);
  const { study_group: group, ...secrets } = PERSON;
  // A study group is shown with a number, never with a name.
  expect(sent.counters.groups).toEqual([{ group, came: 1 }]);
  const text = JSON.stringify(sent);
  const stored = await desk.api.people.get({ id: person.id });
  for (const secret of [...Object.values(secrets), person.id, stored.code])
    expect(text).not.toContain(secret);
  expect(Object.keys(sent).toSorted()).toEqual(
    'title place organisation language timeZone startsMs endsMs nowMs wave wavesShown code isDoorOpen counters'
      .split(' ')
      .toSorted(),
  );
  await desk.close();
});
