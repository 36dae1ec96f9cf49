import { fullName } from '../../../src-core/people/people.rules.ts';
import { client } from '../../api/client.ts';
import type { HitSource } from '../../ui/spotlight/hits.ts';
import { phoneForReading } from './phones.ts';

/** People in the command line, by the same search as the list. */
export const peopleHits: HitSource = {
  group: 'groupPeople',
  find: async (text) => {
    const people = await client.people.search.query({ text, limit: 8 });
    return people.map((person) => ({
      id: person.id,
      title: fullName(person),
      detail: [person.study_group, phoneForReading(person.phone)].filter(Boolean).join(' · '),
      run: (navigate) => navigate(`/people/${person.id}`),
    }));
  },
};
