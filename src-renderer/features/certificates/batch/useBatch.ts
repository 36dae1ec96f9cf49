import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import type { Inputs, Outputs } from '../../../api/shapes.ts';

export type Batch = Inputs['certificates']['plan'];
export type Plan = Outputs['certificates']['plan'];
export type Words = NonNullable<Batch['values']>;

export const WAYS = ['present', 'registered', 'people', 'attended'] as const;
export type Way = (typeof WAYS)[number];

export type ChosenPerson = { readonly id: string; readonly name: string };

export type AtLeast = { readonly kind: 'count' | 'percent'; readonly value: number };

/** What the person has chosen so far. */
export type Choice = {
  readonly templateId: string | undefined;
  readonly way: Way;
  readonly people: readonly ChosenPerson[];
  /** Of which events the rule counts: the series, or these. */
  readonly events: 'series' | readonly string[];
  readonly atLeast: AtLeast;
  readonly words: Words;
};

const START: Choice = {
  templateId: undefined,
  way: 'present',
  people: [],
  events: 'series',
  atLeast: { kind: 'percent', value: 80 },
  words: {},
};

const whoOf = ({ way, people, events, atLeast }: Choice): Batch['who'] | undefined => {
  if (way === 'people')
    return people.length === 0 ? undefined : { kind: 'people', ids: people.map(({ id }) => id) };
  if (way !== 'attended') return { kind: way };
  if (events !== 'series' && events.length === 0) return undefined;
  return {
    kind: 'attended',
    events: events === 'series' ? events : [...events],
    atLeast:
      atLeast.kind === 'count'
        ? { kind: 'count', count: Math.round(atLeast.value) }
        : { kind: 'percent', percent: atLeast.value },
  };
};

/** Words that are written; an empty field leaves the event's own. */
const written = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined && word.trim() !== ''));

/** A batch in the making, with what it would do. */
export const useBatch = (eventId: string) => {
  const [choice, setChoice] = useState(START);
  const templates = useQuery(api.certificateTemplates.list.queryOptions());
  // Whoever comes back to an event sees the template that it was last given by.
  const issued = useQuery(api.certificates.list.queryOptions({ eventId }));
  const wanted = choice.templateId ?? issued.data?.rows[0]?.templateId;
  const template = templates.data?.find(({ id }) => id === wanted) ?? templates.data?.[0];
  const who = whoOf(choice);
  const batch: Batch | undefined =
    template === undefined || who === undefined
      ? undefined
      : { templateId: template.id, eventId, who, values: written(choice.words) };
  const planned = useQuery({
    ...api.certificates.plan.queryOptions(batch ?? { templateId: '-', eventId, who: { kind: 'present' } }),
    enabled: batch !== undefined,
    placeholderData: keepPreviousData,
  });
  return {
    choice,
    put: (patch: Partial<Choice>): void => setChoice((before) => ({ ...before, ...patch })),
    templates,
    template,
    batch,
    plan: batch === undefined ? undefined : planned.data,
    isStale: planned.isPlaceholderData,
    error: templates.error ?? (batch === undefined ? null : planned.error),
  };
};
