import { ActionIcon, Button, NumberInput, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { hasOptions } from '../../../src-core/forms/forms.rules.ts';
import type { FormLanguage, FormProblem, FormQuestion } from '../../../src-core/forms/forms.rules.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { freshId } from './editing.rules.ts';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';
import { TextsFields } from './TextsFields.tsx';

type Props = {
  readonly question: FormQuestion;
  readonly place: number;
  readonly count: number;
  readonly languages: readonly FormLanguage[];
  readonly problems: readonly FormProblem[];
  readonly onChange: (question: FormQuestion) => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One question of the builder: its texts, its options, its place among the others. */
export const QuestionEditor = (props: Props) => {
  const { question, place, count, languages, problems, onChange, onMove, onRemove } = props;
  const t = useTexts(formsTexts);
  const n = place + 1;
  const onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  const isNew = Object.keys(question.texts).length === 0;
  return (
    <li className={styles.question} aria-label={t('questionN', { n })} onKeyDown={onKey}>
      <div className={styles.questionHead}>
        <span className={styles.number}>{n}</span>
        <span className={styles.kind}>{t(`q_${question.kind}`)}</span>
        <Switch
          size="xs"
          label={t('required')}
          checked={question.isRequired}
          onChange={(event) => onChange({ ...question, isRequired: event.currentTarget.checked })}
        />
        <ActionIcon aria-label={t('up')} title={t('up')} disabled={place === 0} onClick={() => onMove(-1)}>
          <IconArrowUp size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('down')} title={t('down')} disabled={n === count} onClick={() => onMove(1)}>
          <IconArrowDown size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('removeQuestion', { n })}
          title={t('removeQuestion', { n })}
          onClick={onRemove}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </div>
      <TextsFields
        label={t('question')}
        texts={question.texts}
        languages={languages}
        isFirstFocused={isNew}
        isMarked={(language) =>
          problems.some((problem) => problem.option === null && problem.language === language)
        }
        onChange={(texts) => onChange({ ...question, texts })}
      />
      {hasOptions(question.kind) && <Options {...props} />}
      {question.kind === 'number' && (
        <div className={styles.bounds}>
          {(['least', 'most'] as const).map((bound) => (
            <NumberInput
              key={bound}
              size="xs"
              label={t(bound)}
              value={question[bound] ?? ''}
              error={problems.some(({ problem }) => problem === 'badBounds')}
              onChange={(next) => onChange({ ...question, [bound]: next === '' ? null : Number(next) })}
            />
          ))}
        </div>
      )}
    </li>
  );
};

const Options = ({ question, languages, problems, onChange }: Props) => {
  const t = useTexts(formsTexts);
  const { options } = question;
  const set = (next: FormQuestion['options']): void => onChange({ ...question, options: next });
  return (
    <div className={styles.options}>
      {options.map((option, index) => (
        <div key={option.id} className={styles.option}>
          <TextsFields
            label={t('option', { n: index + 1 })}
            texts={option.texts}
            languages={languages}
            isMarked={(language) =>
              problems.some((problem) => problem.option === option.id && problem.language === language)
            }
            onChange={(texts) => set(options.with(index, { ...option, texts }))}
          />
          <ActionIcon
            aria-label={t('removeOption', { n: index + 1 })}
            title={t('removeOption', { n: index + 1 })}
            disabled={options.length <= 2}
            onClick={() => set(options.toSpliced(index, 1))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => set([...options, { id: freshId('o', options), texts: {} }])}
      >
        {t('addOption')}
      </Button>
    </div>
  );
};
