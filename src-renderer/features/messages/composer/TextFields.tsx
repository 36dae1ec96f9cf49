import { Button, Group, Stack, Tabs, Textarea } from '@mantine/core';
import { useRef } from 'react';
import type { Outputs } from '../../../api/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../../../i18n/language.ts';
import { composerTexts } from '../composer.texts.ts';
import styles from './composer.module.css';
import { eventOf, textsOf, type Draft } from './draft.ts';
import { EventField } from './EventField.tsx';

type Props = {
  readonly draft: Draft;
  readonly put: (patch: Partial<Draft>) => void;
  readonly tongue: Language;
  readonly onTongue: (language: Language) => void;
  readonly preview: Outputs['messages']['preview'] | undefined;
};

const OF_EVENT = ['event', 'date', 'time', 'place'] as const;
/** As many letters as one message may have; Telegram takes 4096, and a name has to fit in. */
const LONGEST = 3500;

/** The text in each language, with what can be put into it, and a word where somebody's language is missing. */
export const TextFields = ({ draft, put, tongue, onTongue, preview }: Props) => {
  const t = useTexts(composerTexts);
  const area = useRef<HTMLTextAreaElement>(null);
  const text = draft.texts[tongue];
  const write = (next: string): void => put({ texts: { ...draft.texts, [tongue]: next } });
  const insert = (word: string): void => {
    const [from, to] = [
      area.current?.selectionStart ?? text.length,
      area.current?.selectionEnd ?? text.length,
    ];
    write(`${text.slice(0, from)}{${word}}${text.slice(to)}`);
    area.current?.focus();
  };
  const insertable = eventOf(draft) === null ? (['name'] as const) : (['name', ...OF_EVENT] as const);
  return (
    <Stack gap="sm">
      {draft.kind !== 'event' && (
        <EventField
          label={t('about')}
          description={t('aboutHint')}
          placeholder={t('aboutNone')}
          value={draft.aboutId}
          onChange={(aboutId) => put({ aboutId })}
          isClearable
        />
      )}
      <Tabs value={tongue} onChange={(next) => isLanguage(next) && onTongue(next)} keepMounted={false}>
        <Tabs.List aria-label={t('languages')}>
          {LANGUAGES.map((language) => (
            <Tabs.Tab
              key={language}
              value={language}
              rightSection={
                draft.texts[language].trim() === '' ? undefined : (
                  <span className={styles.written} aria-hidden />
                )
              }
            >
              {LANGUAGE_NAMES[language]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tongue} pt="sm">
          <Textarea
            ref={area}
            aria-label={t('textIn', { language: LANGUAGE_NAMES[tongue] })}
            placeholder={t('textPlaceholder')}
            lang={tongue}
            autosize
            minRows={5}
            maxRows={14}
            maxLength={LONGEST}
            value={text}
            onChange={(event) => write(event.currentTarget.value)}
          />
        </Tabs.Panel>
      </Tabs>
      <Group gap={6} role="group" aria-label={t('insert')}>
        <span className={styles.insert}>{t('insert')}</span>
        {insertable.map((word) => (
          <Button key={word} size="compact-xs" variant="default" onClick={() => insert(word)}>
            {t(`i_${word}`)}
          </Button>
        ))}
      </Group>
      <Missing draft={draft} readers={preview?.readers} />
    </Stack>
  );
};

/** Whose language has no text, and which one they will get instead. */
const Missing = ({
  draft,
  readers,
}: {
  readonly draft: Draft;
  readonly readers: Readonly<Record<Language, number>> | undefined;
}) => {
  const t = useTexts(composerTexts);
  const organisation = useQuery(api.organisation.get.queryOptions());
  const texts = textsOf(draft);
  if (texts === null || readers === undefined) return null;
  // The same order as the sending has: the organisation's language, else the first that there is.
  const order: readonly Language[] = [organisation.data?.language ?? 'ru', 'ru', 'kk', 'en'];
  const other = order.find((language) => texts[language] !== undefined);
  const missing = LANGUAGES.filter((language) => texts[language] === undefined && readers[language] > 0);
  if (other === undefined || missing.length === 0) return null;
  return (
    <div role="status">
      <ul className={styles.missing}>
        {missing.map((language) => (
          <li key={language}>
            {t('missing', {
              count: readers[language],
              language: LANGUAGE_NAMES[language],
              other: LANGUAGE_NAMES[other],
            })}
          </li>
        ))}
      </ul>
    </div>
  );
};
