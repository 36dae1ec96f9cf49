import type { MantineColorScheme } from '@mantine/core';
import { client, queryClient } from '../../api/client.ts';
import { textsOf } from '../../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../i18n/language.ts';
import { flatten, type TextKey } from '../../i18n/texts.ts';
import { deskTexts } from '../desk.texts.ts';
import type { Hit } from '../../ui/spotlight/hits.ts';

type Hands = {
  readonly setLanguage: (language: Language) => void;
  readonly setScheme: (scheme: MantineColorScheme) => void;
  readonly showKeys: () => void;
};

type Command = {
  readonly text: TextKey<typeof deskTexts>;
  readonly keys?: string;
  readonly run: (hands: Hands, navigate: (path: string) => void) => void;
};

const COMMANDS: readonly Command[] = [
  { text: 'today', keys: 'Alt+1', run: (_, navigate) => navigate('/') },
  { text: 'events', keys: 'Alt+2', run: (_, navigate) => navigate('/events') },
  { text: 'people', keys: 'Alt+3', run: (_, navigate) => navigate('/people') },
  { text: 'certificates', keys: 'Alt+4', run: (_, navigate) => navigate('/certificates') },
  { text: 'messages', keys: 'Alt+5', run: (_, navigate) => navigate('/messages') },
  { text: 'forms', keys: 'Alt+6', run: (_, navigate) => navigate('/forms') },
  { text: 'settings', keys: 'Alt+7', run: (_, navigate) => navigate('/settings') },
  { text: 'commandNewEvent', run: (_, navigate) => navigate('/events/new') },
  { text: 'commandWrite', run: (_, navigate) => navigate('/messages/new') },
  { text: 'commandAddPerson', run: (_, navigate) => navigate('/people/new') },
  { text: 'commandImport', run: (_, navigate) => navigate('/people/import') },
  { text: 'commandImports', run: (_, navigate) => navigate('/people/imports') },
  { text: 'commandLaptops', run: (_, navigate) => navigate('/laptops') },
  { text: 'commandReach', run: (_, navigate) => navigate('/reach') },
  { text: 'commandConflicts', run: (_, navigate) => navigate('/conflicts') },
  {
    text: 'commandSync',
    run: () => {
      void client.links.syncNow.mutate({});
    },
  },
  { text: 'commandNewTemplate', run: (_, navigate) => navigate('/certificates/templates/new') },
  { text: 'commandNewForm', run: (_, navigate) => navigate('/forms/new') },
  { text: 'commandCheck', run: (_, navigate) => navigate('/certificates/check') },
  {
    text: 'commandBackup',
    run: () => {
      void client.backups.make.mutate().then(() => queryClient.invalidateQueries());
    },
  },
  { text: 'commandDark', run: ({ setScheme }) => setScheme('dark') },
  { text: 'commandLight', run: ({ setScheme }) => setScheme('light') },
  { text: 'commandKeys', keys: '?', run: ({ showKeys }) => showKeys() },
];

/** A command is found by its name in any of the languages, whichever the screens speak. */
const WORDS = LANGUAGES.map((language) => flatten(deskTexts, language));

const matches = (text: string, query: string): boolean => text.toLocaleLowerCase().includes(query);

/** The commands that answer to what is typed; all of them for an empty line. */
export const findCommands = (typed: string, hands: Hands): readonly Hit[] => {
  const t = textsOf(deskTexts);
  const query = typed.trim().toLocaleLowerCase();
  const commands = COMMANDS.filter(({ text }) =>
    WORDS.some((words) => matches(words[text] ?? '', query)),
  ).map(({ text, keys, run }): Hit => ({
    id: text,
    title: t(text),
    keys,
    run: (navigate) => run(hands, navigate),
  }));
  const languages = LANGUAGES.filter((language) => matches(LANGUAGE_NAMES[language], query)).map(
    (language): Hit => ({
      id: language,
      title: LANGUAGE_NAMES[language],
      run: () => hands.setLanguage(language),
    }),
  );
  return [...commands, ...languages];
};
