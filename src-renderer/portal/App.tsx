/** @jsxImportSource preact */
import { useEffect } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { forgetFailure, refresh, usePage } from './page.ts';
import type { Page } from './page.ts';
import { ShownContext } from './parts.tsx';
import { withPresses } from './presses.rules.ts';
import { isSigningIn, roomAddress, signInAddress, TAB_OF, useRoom } from './room.ts';
import type { Room } from './room.ts';
import { At } from './rooms/At.tsx';
import { CheckIn } from './rooms/CheckIn.tsx';
import { Code } from './rooms/Code.tsx';
import { Events } from './rooms/Events.tsx';
import { Form } from './rooms/Form.tsx';
import { Me } from './rooms/Me.tsx';
import { Messages } from './rooms/Messages.tsx';
import { Certificates, Visits } from './rooms/Past.tsx';
import { Look, Shows } from './rooms/Shows.tsx';
import { Settings } from './rooms/Settings.tsx';
import { SignIn } from './rooms/SignIn.tsx';
import { momentIn } from './when.ts';
import { failureIn, sayIn } from './words.ts';

const Inside = ({ room }: { readonly room: Room }) => {
  switch (room.name) {
    case 'events':
      return <Events />;
    case 'at':
      return <At key={room.id} code={room.id} />;
    case 'check-in':
      return <CheckIn />;
    case 'form':
      return <Form key={room.id} id={room.id} />;
    case 'code':
      return <Code />;
    case 'messages':
      return <Messages />;
    case 'me':
      return <Me />;
    case 'visits':
      return <Visits />;
    case 'certificates':
      return <Certificates />;
    case 'shows':
      return <Shows />;
    case 'settings':
      return <Settings />;
    default:
      return <Look />;
  }
};

const TABS = [
  ['events', 'tabEvents'],
  ['code', 'tabCode'],
  ['messages', 'tabMessages'],
  ['me', 'tabMe'],
] as const;

type TabsProps = { readonly room: Room; readonly page: Page; readonly unseen: number };

const Tabs = ({ room, page, unseen }: TabsProps) => {
  const t = sayIn(page.language);
  return (
    <nav class="tabs" aria-label={t('tabs')}>
      {TABS.map(([name, text]) => (
        <a key={name} href={roomAddress(name)} aria-current={TAB_OF[room.name] === name ? 'page' : undefined}>
          <Icon name={name} />
          <span>{t(text)}</span>
          {name === 'messages' && unseen > 0 && <b class="count">{unseen}</b>}
        </a>
      ))}
    </nav>
  );
};

/** What stands in the way of being up to date, one line each. */
const Notices = ({ page, at, zone }: { readonly page: Page; readonly at: number; readonly zone: string }) => {
  const t = sayIn(page.language);
  const { isOnline, isSignedOut, queue, failure, language } = page;
  return (
    <div class="notices" role="status">
      {isSignedOut && (
        <p>
          {t('signInAgain')} <a href={signInAddress()}>{t('signIn')}</a>
        </p>
      )}
      {!isOnline && (
        <p>
          <Icon name="cloud" />
          <span>{t('offline', { when: momentIn(at, zone, language) })}</span>
        </p>
      )}
      {queue.length > 0 && !isOnline && <p>{t('unsent', { count: queue.length })}</p>}
      {failure !== undefined && (
        <p class="bad">
          <span>{failureIn(language, failure)}</span>
          <button type="button" onClick={forgetFailure}>
            {t('close')}
          </button>
        </p>
      )}
    </div>
  );
};

/** Before the first state has come. */
const First = ({ page }: { readonly page: Page }) => {
  const t = sayIn(page.language);
  return (
    <main class="room first">
      <p class="lead" role="status">
        {page.isOnline ? t('loading') : t('offlineFirst')}
      </p>
      {!page.isOnline && (
        <button type="button" class="button plain" onClick={() => void refresh()}>
          {t('tryAgain')}
        </button>
      )}
    </main>
  );
};

/** The whole page: signing in, or the rooms of whoever is signed in. */
export const App = () => {
  const page = usePage();
  const room = useRoom();
  useEffect(() => {
    if (room.name === 'events' && room.id !== '') document.getElementById(room.id)?.scrollIntoView();
  }, [room]);
  const { kept, queue, language, isSignedOut, failure } = page;
  const wantsIn = isSignedOut && (kept === undefined || isSigningIn());
  if (wantsIn) return <SignIn language={language} failure={failure} room={room.name} />;
  if (kept === undefined) return <First page={page} />;
  const state = withPresses(kept.state, queue);
  const unseen = state.messages.filter(({ isSeen }) => !isSeen).length;
  return (
    <ShownContext.Provider value={{ state, language, queue }}>
      <header class="top">
        <p>{state.organisation}</p>
        {state.persons.length > 1 && <p class="whose">{state.profile.name}</p>}
      </header>
      <Notices page={page} at={kept.at} zone={state.timeZone} />
      <main class="room">
        <Inside room={room} />
      </main>
      <Tabs room={room} page={page} unseen={unseen} />
    </ShownContext.Provider>
  );
};
