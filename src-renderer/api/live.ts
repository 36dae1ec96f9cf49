import { useSyncExternalStore } from 'react';
import { api, client, queryClient } from './client.ts';

/**
 * What each router's answers are made of; a router that is not named here is asked again after any commit. Routers that
 * no commit can touch have an empty list.
 */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  setup: ['organisation', 'account'],
  organisation: ['organisation'],
  people: ['person'],
  views: ['saved_view'],
  imports: ['import_batch'],
  door: ['event', 'door', 'wave', 'device', 'arrival', 'check_in', 'person', 'organisation'],
  tablets: ['tablet', 'section', 'entry_list', 'event', 'check_in', 'organisation'],
  events: ['event', 'event_template', 'club', 'registration', 'check_in', 'organisation'],
  attention: [
    'attention_flag',
    'check_in_question',
    'attention_acknowledgement',
    'check_in',
    'person',
    'event',
  ],
  clubs: ['club'],
  nameBadges: ['name_badge_print', 'check_in', 'registration', 'person', 'event', 'organisation'],
  checkIn: ['check_in', 'registration', 'person', 'event'],
  reach: ['contact', 'guardianship', 'member_profile', 'bot_account', 'person', 'organisation'],
  messages: [
    'message',
    'delivery',
    'message_settings',
    'channel_post',
    'post_channel',
    'contact',
    'guardianship',
    'member_profile',
    'person',
    'event',
    'registration',
    'check_in',
    'rsvp_answer',
    'waitlist_entry',
    'organisation',
  ],
  shortLinks: ['short_link', 'event', 'event_template', 'form_use'],
  forms: ['form', 'form_version', 'form_use', 'form_answer', 'check_in', 'person', 'event'],
  paper: ['paper_line', 'check_in'],
  // Asked anew by its own clock: no commit tells of a pulled cable.
  conditions: [],
  certificates: [
    'certificate',
    'certificate_revocation',
    'certificate_template',
    'certificate_settings',
    'issuer_key',
    'trusted_issuer',
    'check_in',
    'registration',
    'event',
    'person',
    'organisation',
  ],
  certificateTemplates: ['certificate_template', 'certificate_settings', 'event', 'person', 'organisation'],
  attendance: [],
  cards: [],
  handover: [],
  laptops: ['laptop'],
  // The live stream brings how links stand; what the other side keeps is asked when it is looked at.
  links: [],
  backups: ['import_batch'],
  jobs: [],
};

/** Screens are asked again at most this often, in milliseconds: a hundred marks in a moment are one change to them. */
const PACE = 250;

let isConnected = true;
const watchers = new Set<() => void>();
const setConnected = (next: boolean): void => {
  if (isConnected === next) return;
  isConnected = next;
  for (const watcher of watchers) watcher();
};

const routerOf = (key: readonly unknown[]): string => {
  const path = key[0];
  return Array.isArray(path) ? String(path[0]) : '';
};

/** Queries whose router reads one of the tables are asked again; those not on a screen wait until they are. */
const refresh = (tables: readonly string[]): void => {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const own = TABLES[routerOf(queryKey)];
      return own === undefined || own.some((table) => tables.includes(table));
    },
  });
};

let isPausing = false;
const touched = new Set<string>();
/** At once after a pause, then once a pace with all that has happened meanwhile. */
const refreshInPace = (tables: readonly string[]): void => {
  for (const table of tables) touched.add(table);
  if (isPausing || touched.size === 0) return;
  const all = [...touched];
  touched.clear();
  isPausing = true;
  setTimeout(() => {
    isPausing = false;
    refreshInPace([]);
  }, PACE);
  refresh(all);
};

/** Listens to the desk for as long as the window is open: commits refresh what they touched, jobs show how they go on. */
export const startLive = (): (() => void) => {
  let wasThere = false;
  const subscription = client.live.subscribe(undefined, {
    onConnectionStateChange: ({ state }) => {
      const isThere = state === 'pending';
      // Whatever happened before the line stood, or while it was cut, was not heard.
      if (isThere && (!wasThere || !isConnected)) void queryClient.invalidateQueries();
      if (wasThere) setConnected(isThere);
      wasThere ||= isThere;
    },
    onData: (event) => {
      if (event.kind === 'commit') refreshInPace(event.tables);
      else if (event.kind === 'links') queryClient.setQueryData(api.links.state.queryKey(), event.links);
      else queryClient.setQueryData(api.jobs.get.queryKey({ id: event.job.id }), event.job);
    },
  });
  return () => subscription.unsubscribe();
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Whether the desk answers; false while it restarts. */
export const useConnected = (): boolean => useSyncExternalStore(watch, () => isConnected);
