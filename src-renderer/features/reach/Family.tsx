import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import { fullName } from '../../../src-core/people/people.rules.ts';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone } from '../../ui/toasts.ts';
import card from '../people/card/card.module.css';
import styles from './reach.module.css';
import { reachTexts } from './reach.texts.ts';

type Member = Outputs['reach']['ofPerson']['guardians'][number];

/** Who answers for this person, and for whom they answer. */
export const Family = ({
  id,
  guardians,
  childPeople,
  mayWrite,
}: {
  readonly id: string;
  readonly guardians: readonly Member[];
  readonly childPeople: readonly Member[];
  readonly mayWrite: boolean;
}) => {
  const t = useTexts(reachTexts);
  const [isAdding, setAdding] = useState(false);
  const remove = useMutation(api.reach.unlinkGuardian.mutationOptions());
  const add = useMutation(api.reach.linkGuardian.mutationOptions());
  const take = async ({ personId, name }: Member): Promise<void> => {
    const { tx } = await remove.mutateAsync({ guardianId: personId, childId: id });
    toastDone(t('parentRemoved', { name }), tx);
  };
  const give = async ({ personId, name }: Member): Promise<void> => {
    setAdding(false);
    const { tx } = await add.mutateAsync({ guardianId: personId, childId: id });
    toastDone(t('parentAdded', { name }), tx);
  };
  return (
    <>
      {guardians.length > 0 && <h4 className={styles.head}>{t('parents')}</h4>}
      <ul className={styles.ways}>
        {guardians.map((guardian) => (
          <li key={guardian.personId} className={styles.way}>
            <Link href={`/people/${guardian.personId}`} className={card.eventLink}>
              {guardian.name}
            </Link>
            {mayWrite && (
              <ActionIcon
                size="sm"
                aria-label={t('removeParent', { name: guardian.name })}
                title={t('removeParent', { name: guardian.name })}
                onClick={() => void take(guardian)}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {childPeople.length > 0 && <h4 className={styles.head}>{t('children')}</h4>}
      <ul className={styles.ways}>
        {childPeople.map(({ personId, name }) => (
          <li key={personId} className={styles.way}>
            <Link href={`/people/${personId}`} className={card.eventLink}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {mayWrite &&
        (isAdding ? (
          <FindParent id={id} onFound={(found) => void give(found)} onClose={() => setAdding(false)} />
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('addParent')}
          </Button>
        ))}
    </>
  );
};

const FindParent = ({
  id,
  onFound,
  onClose,
}: {
  readonly id: string;
  readonly onFound: (found: Member) => void;
  readonly onClose: () => void;
}) => {
  const t = useTexts(reachTexts);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const found = useQuery({
    ...api.people.search.queryOptions({ text: asked, limit: 8 }),
    enabled: asked.length > 1,
  });
  const people = (found.data ?? []).filter((person) => person.id !== id);
  const label = (person: (typeof people)[number]): string =>
    [fullName(person), person.study_group].filter(Boolean).join(' · ');
  return (
    <Autocomplete
      size="xs"
      autoFocus
      aria-label={t('findParent')}
      placeholder={t('findParent')}
      value={text}
      onChange={setText}
      data={[...new Set(people.map(label))]}
      filter={({ options }) => options}
      onOptionSubmit={(chosen) => {
        const person = people.find((one) => label(one) === chosen);
        if (person !== undefined) onFound({ personId: person.id, name: fullName(person) });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    />
  );
};
