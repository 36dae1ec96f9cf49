import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import { ChosenPeople } from './ChosenPeople.tsx';
import { RuleFields } from './RuleFields.tsx';
import { WAYS, type Choice, type Plan } from './useBatch.ts';

type Props = {
  readonly eventId: string;
  readonly choice: Choice;
  readonly plan: Plan | undefined;
  readonly onChange: (patch: Partial<Choice>) => void;
};

/** For whom: those who came, those on the list, chosen people, or a rule over several events. */
export const WhoChoice = ({ eventId, choice, plan, onChange }: Props) => {
  const t = useTexts(batchTexts);
  const formats = useFormats();
  const counters = useQuery(api.checkIn.counters.queryOptions({ eventId }));
  const counts = { present: counters.data?.came, registered: counters.data?.registered } as const;
  return (
    <>
      <Radio.Group
        aria-label={t('who')}
        value={choice.way}
        onChange={(next) => onChange({ way: WAYS.find((way) => way === next) ?? choice.way })}
      >
        <div className={styles.ways}>
          {WAYS.map((way) => {
            const count = way === 'present' || way === 'registered' ? counts[way] : undefined;
            return (
              <Radio
                key={way}
                value={way}
                label={count === undefined ? t(`w_${way}`) : `${t(`w_${way}`)} · ${formats.number(count)}`}
              />
            );
          })}
        </div>
      </Radio.Group>
      {choice.way === 'people' && (
        <ChosenPeople people={choice.people} onChange={(people) => onChange({ people })} />
      )}
      {choice.way === 'attended' && (
        <RuleFields eventId={eventId} choice={choice} plan={plan} onChange={onChange} />
      )}
    </>
  );
};
