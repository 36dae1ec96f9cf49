import { Autocomplete, Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState, type FormEvent } from 'react';
import { api, queryClient } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import styles from './walkIn.module.css';
import { checkInTexts } from './checkIn.texts.ts';
import type { DoorHands } from './useCheckIn.ts';

type Props = {
  /** What was searched for in vain. */
  readonly name: string;
  readonly hands: DoorHands;
  readonly onClose: () => void;
};

/** Somebody who is not in the base: a name, a group, a phone, Enter. Whom they may be stands below meanwhile. */
export const WalkIn = ({ name: sought, hands, onClose }: Props) => {
  const t = useTexts(checkInTexts);
  const sentence = useSentence();
  const [name, setName] = useState(sought);
  const [group, setGroup] = useState('');
  const [phone, setPhone] = useState('');
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  /** Whether Enter has asked who of those below it is. */
  const [isAsking, setAsking] = useState(false);
  const firstTwin = useRef<HTMLButtonElement>(null);
  const facets = useQuery(api.people.facets.queryOptions());
  const asked = useDeferredValue({ name: name.trim(), phone: phone.trim() });
  const twins = useQuery({
    ...api.checkIn.twins.queryOptions(asked),
    enabled: asked.name.split(/\s+/).length > 1 || asked.phone.length > 9,
    placeholderData: keepPreviousData,
  });
  const people = twins.data ?? [];
  const isAnswerable = isAsking && people.length > 0;
  useEffect(() => {
    if (isAnswerable) firstTwin.current?.focus();
  }, [isAnswerable]);
  const add = async (isNew: boolean): Promise<void> => {
    if (isBusy || name.trim().length < 2) return;
    const newcomer = { name: name.trim(), phone: phone.trim() };
    setBusy(true);
    try {
      // Whoever types fast presses Enter before the list below is there.
      const known = isNew ? [] : await queryClient.fetchQuery(api.checkIn.twins.queryOptions(newcomer));
      if (known.length > 0) setAsking(true);
      else {
        await hands.walkIn({ ...newcomer, group: group.trim(), isNew });
        onClose();
      }
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setError(undefined);
    void add(false);
  };
  return (
    <form
      className={styles.walkIn}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      aria-label={t('walkInTitle')}
      noValidate
    >
      <h2 className={styles.walkInTitle}>{t('walkInTitle')}</h2>
      <TextInput
        size="md"
        autoFocus
        label={t('walkInName')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setAsking(false);
        }}
        autoComplete="off"
      />
      <div className={styles.pair}>
        <Autocomplete
          size="md"
          label={t('walkInGroup')}
          data={(facets.data?.studyGroup ?? []).flatMap(({ value }) => (value === null ? [] : [value]))}
          limit={6}
          value={group}
          onChange={setGroup}
        />
        <TextInput
          size="md"
          label={t('walkInPhone')}
          type="tel"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          autoComplete="off"
        />
      </div>
      {error !== undefined && <ErrorSentence sentence={sentence(error)} />}
      <div className={styles.walkInActions}>
        <Button type="submit" size="md" loading={isBusy} rightSection={<Kbd keys="Enter" />}>
          {t('walkInAdd')}
        </Button>
        <Button variant="default" size="md" onClick={onClose} rightSection={<Kbd keys="Esc" />}>
          {t('close')}
        </Button>
      </div>
      {people.length > 0 && (
        <div className={styles.twins} aria-live="polite">
          <p>{t('walkInTwins')}</p>
          {people.map((twin, index) => (
            <button
              key={twin.id}
              ref={index === 0 ? firstTwin : undefined}
              type="button"
              className={styles.twin}
              title={t('walkInMark')}
              onClick={() => {
                onClose();
                hands.come({ who: { personId: twin.id }, source: 'desk.search' });
              }}
            >
              <b>{twin.name}</b>
              <span>
                {[twin.group, twin.cardNo, t(twin.by === 'phone' ? 'twinByPhone' : 'twinByName')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <em>{t('walkInMark')}</em>
            </button>
          ))}
          <Button variant="subtle" color="gray" loading={isBusy} onClick={() => void add(true)}>
            {t('walkInNew')}
          </Button>
        </div>
      )}
    </form>
  );
};
