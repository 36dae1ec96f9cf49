import type { FoundPerson, TabletAnswer, TabletRefusal, TabletState } from '../../src-core/tablets/index.ts';
import { isSoundOn, setSoundOn } from '../ui/sound.ts';
import { showBig } from './big.ts';
import type { Tone } from './big.ts';
import { call } from './call.ts';
import type { Told } from './call.ts';
import { fill, make } from './element.ts';
import { openQueue } from './queue.ts';
import type { Memory } from './queue.ts';
import { hasVideo, readPhoto, watchVideo } from './reader.ts';
import { openSearch } from './search.ts';
import { clockOf, initialsOf, words } from './words.ts';

type DeskOptions = { readonly isSenior: boolean; readonly memory: Memory; readonly forget: () => void };

/** A line of what this page has just done; it lives as long as the page. */
type Line = {
  readonly atMs: number;
  readonly tone: Tone;
  readonly name: string;
  readonly group: string | null;
  readonly tx: string | null;
  readonly isUndone: boolean;
};

const ROOM_GONE = ['LIST_NOT_FOUND', 'SECTION_NOT_FOUND'];
const POLL_MS = 3000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;
/** An answer that takes longer than this is announced as on its way. */
const SLOW_MS = 500;
const LINES = 10;

const TONES: Readonly<Record<TabletAnswer['verdict'], Tone>> = {
  ok: 'ok',
  moved: 'ok',
  returned: 'ok',
  already: 'already',
  refer: 'held',
  notOnList: 'held',
  full: 'held',
  sectionFull: 'held',
  tooEarly: 'held',
  tooLate: 'held',
  annulled: 'held',
  cancelled: 'no',
  unknown: 'no',
};
/** Marks on the lines: told apart without colour. */
const SIGNS: Readonly<Partial<Record<Tone, string>>> = { ok: '✓', already: '✓✓', held: '!', no: '×' };

/** Runs the check-in desk of a volunteer's device in `main`, until the laptop sends it away. */
export const startDesk = (main: HTMLElement, { isSenior, memory, forget }: DeskOptions): void => {
  const queue = openQueue(memory);
  let timeZone = 'UTC';
  let lines: readonly Line[] = [];
  let isOver = false;
  let isSending = false;
  let waitMs = FIRST_WAIT_MS;
  let stopVideo: (() => void) | undefined;

  const who = make('div', { class: 'who' });
  const off = make('div', { class: 'off', role: 'alert' });
  const big = make('section', { class: 'big', role: 'status', 'aria-live': 'assertive' });
  const list = make('ul', { class: 'l' });
  const undo = make('button', { type: 'button' }, [words.undo], { click: () => void takeBack() });
  const input = make('input', {
    class: 'code',
    'aria-label': words.scanField,
    placeholder: words.scanHint,
    maxlength: '200',
    autocomplete: 'off',
    autocapitalize: 'characters',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'send',
  });
  const form = make(
    'form',
    { class: 'in' },
    [
      make('label', {}, [make('span', {}, [words.scanField]), input]),
      make('button', { class: 'go', type: 'submit' }, [words.mark]),
    ],
    {
      submit: (event) => {
        event.preventDefault();
        const typed = input.value.trim();
        input.value = '';
        if (typed !== '') scan(typed);
      },
    },
  );
  const video = make('video', { playsinline: '', muted: '', hidden: '' });
  const search = isSenior
    ? openSearch({ ask: (told) => heed(told), pick: (person) => void markPerson(person) })
    : null;

  const showConnection = (isAway: boolean): void => {
    const count = queue.count();
    off.className = isAway || count > 0 ? 'off y' : 'off';
    fill(off, [
      count > 0 ? make('b', { 'data-unsent': String(count) }, [words.unsent(count)]) : null,
      isAway ? words.offline : null,
    ]);
  };

  /** Looks at what every answer may bring: the connection, and the end of this device's work. */
  const heed = (told: Told): void => {
    if (isOver) return;
    if (told.kind === 'refused') return end(told.why);
    showConnection(told.kind === 'away');
  };

  const end = (why: TabletRefusal): void => {
    isOver = true;
    stopVideo?.();
    lines = [];
    if (why !== 'otherEvent') forget();
    const [title, sentence] = words.refusals[why];
    fill(main, [
      make('div', { class: 'p', 'data-refused': why }, [
        make('h1', {}, [title]),
        make('p', {}, [sentence]),
        make('p', {}, [make('a', { class: 'b', href: '/t/' }, [words.again])]),
      ]),
    ]);
  };

  const showLines = (): void => {
    fill(
      list,
      lines.length === 0
        ? [make('li', { class: 'q' }, [words.nobodyYet])]
        : lines.map((line, at) =>
            make('li', {}, [
              make('span', { class: 'i', 'aria-hidden': 'true' }, [SIGNS[line.tone] ?? '']),
              make('span', { class: line.isUndone ? 'x gone' : 'x' }, [
                isSenior || at === 0 ? line.name : initialsOf(line.name),
                line.group === null || (!isSenior && at > 0) ? null : make('small', {}, [line.group]),
              ]),
              make('span', { class: 's' }, [clockOf(line.atMs, timeZone)]),
            ]),
          ),
    );
    undo.disabled = queue.lastTx() === null;
  };

  const addLine = (answer: TabletAnswer, tone: Tone): void => {
    if (answer.person === null) return;
    const { name, group } = answer.person;
    const line = { atMs: Date.now(), tone, name, group, tx: answer.tx, isUndone: false };
    lines = [line].concat(lines).slice(0, LINES);
  };

  const linesOf = (answer: TabletAnswer): readonly (string | null)[] => {
    if (answer.person === null)
      return [answer.verdict === 'cancelled' ? words.cancelled[1] : words.unknown[1]];
    const group = answer.person.group ?? words.noGroup;
    if (answer.verdict === 'refer') return [group, words.refer[1]];
    return [group, answer.place, answer.reason === null ? null : words.annulledWhy(answer.reason)];
  };

  const titleOf = ({ verdict, atMs }: TabletAnswer): string => {
    if (verdict === 'already') return words.already(clockOf(atMs ?? Date.now(), timeZone));
    if (verdict === 'refer' || verdict === 'cancelled' || verdict === 'unknown') return words[verdict][0];
    return words[verdict];
  };

  const show = (answer: TabletAnswer): void => {
    const tone = TONES[answer.verdict];
    const personId = answer.person?.id;
    const isHeld = tone === 'held' && isSenior && personId !== undefined;
    showBig(big, {
      tone,
      title: titleOf(answer),
      name: answer.person?.name,
      lines: linesOf(answer),
      action: isHeld ? { text: words.letIn, run: () => void mark(personId, true) } : undefined,
      isNews: true,
    });
    if (answer.tx !== null) queue.setLastTx(answer.tx);
    addLine(answer, tone);
    showLines();
  };

  const say = (tone: Tone, [title, sentence]: readonly [string, string], isNews = true): void =>
    showBig(big, { tone, title, lines: [sentence], isNews });

  /** Sends the codes that wait, one after the other; each leaves the queue when it has been answered. */
  const flush = async (): Promise<void> => {
    const one = queue.first();
    if (one === undefined || isSending || isOver) return;
    isSending = true;
    const slow = setTimeout(
      () => showBig(big, { tone: 'queued', title: words.waiting, lines: [one.scan] }),
      SLOW_MS,
    );
    const told = await call('scan', { scan: one.scan, agoMs: Math.max(0, Date.now() - one.atMs) });
    clearTimeout(slow);
    isSending = false;
    if (told.kind === 'answer' || told.kind === 'no') queue.done(one);
    heed(told);
    if (isOver) return;
    if (told.kind === 'away') {
      say('queued', words.queued, false);
      setTimeout(() => void flush(), waitMs);
      waitMs = Math.min(waitMs * 1.6, LONGEST_WAIT_MS);
      return;
    }
    waitMs = FIRST_WAIT_MS;
    if (told.kind === 'answer') show(told.value as TabletAnswer);
    else say('no', told.kind === 'no' && ROOM_GONE.indexOf(told.code) >= 0 ? words.noRoom : words.failed);
    void flush();
  };

  const scan = (text: string): void => {
    queue.add(text, Date.now());
    void flush();
  };

  const mark = async (personId: string, isAllowed: boolean): Promise<void> => {
    const told = await call('mark', { who: { personId }, isAllowed });
    heed(told);
    if (isOver) return;
    if (told.kind === 'answer') show(told.value as TabletAnswer);
    else say('no', words.failed);
    search?.refresh();
  };

  const markPerson = (person: FoundPerson): Promise<void> => mark(person.id, false);

  const takeBack = async (): Promise<void> => {
    const tx = queue.lastTx();
    if (tx === null || undo.disabled) return;
    undo.disabled = true;
    const told = await call('undo', { tx });
    heed(told);
    if (isOver) return;
    if (told.kind === 'away') say('no', words.failed);
    else {
      queue.setLastTx(null);
      if (told.kind === 'no') say('no', words.nothingToUndo);
      else if (told.kind === 'answer') {
        lines = lines.map((line) => (line.tx === tx ? { ...line, isUndone: true } : line));
        const { name } = told.value as { readonly name: string };
        showBig(big, { tone: 'undone', title: words.undone, name, isNews: true });
      }
    }
    showLines();
    search?.refresh();
  };

  const showState = (state: TabletState): void => {
    timeZone = state.timeZone;
    const figure = (count: number, text: string): Node =>
      make('span', {}, [make('b', {}, [String(count)]), ` ${text}`]);
    fill(who, [
      make('span', {}, [[state.name, words.role[state.role], state.gate].filter(Boolean).join(' · ')]),
      figure(state.came, words.came),
      state.registered > 0 ? figure(state.registered, words.expected) : null,
      state.free === null ? null : figure(state.free, words.free),
    ]);
  };

  const poll = async (): Promise<void> => {
    if (isOver) return;
    if (!document.hidden) {
      const told = await call('state', {});
      heed(told);
      if (told.kind === 'answer' && !isOver) {
        showState(told.value as TabletState);
        void flush();
      }
    }
    if (!isOver) setTimeout(() => void poll(), POLL_MS);
  };

  const photograph = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    showBig(big, { tone: 'queued', title: words.reading });
    try {
      const text = await readPhoto(file);
      if (text === undefined) say('no', words.noPicture);
      else scan(text);
    } catch {
      say('no', [words.failed[0], words.noReader]);
    }
  };

  const photo = make('input', { type: 'file', accept: 'image/*', capture: 'environment' }, [], {
    change: () => {
      const file = photo.files?.[0];
      void photograph(file).then(() => void (photo.value = ''));
    },
  });

  const toggleVideo = async (): Promise<void> => {
    if (stopVideo !== undefined) {
      stopVideo();
      stopVideo = undefined;
      video.hidden = true;
      videoButton.textContent = words.video;
      return;
    }
    video.hidden = false;
    try {
      stopVideo = await watchVideo(video, scan);
      videoButton.textContent = words.stopVideo;
    } catch {
      video.hidden = true;
      say('no', [words.failed[0], words.noReader]);
    }
  };
  const videoButton = make('button', { type: 'button' }, [words.video], { click: () => void toggleVideo() });

  const sound = make('button', { type: 'button', class: 'snd' }, [], {
    click: () => {
      setSoundOn(!isSoundOn());
      showSound();
    },
  });
  const showSound = (): void => {
    sound.textContent = isSoundOn() ? words.sound : words.soundOff;
    sound.setAttribute('aria-pressed', String(isSoundOn()));
  };

  // A scanner is a keyboard: what it types must land in the field wherever the last tap was.
  document.addEventListener('keydown', (event) => {
    const isInField = event.target instanceof HTMLInputElement && event.target.type !== 'file';
    if (!isOver && !isInField && event.key.length === 1 && !event.ctrlKey && !event.metaKey) input.focus();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void flush();
  });

  fill(main, [
    who,
    off,
    big,
    video,
    form,
    make('div', { class: 'row' }, [
      hasVideo() ? videoButton : null,
      make('label', { class: 'b' }, [words.photo, photo]),
      undo,
      sound,
    ]),
    search === null ? null : search.element,
    make('h2', {}, [words.lately]),
    list,
  ]);
  say('ready', words.ready, false);
  showSound();
  showLines();
  showConnection(false);
  void poll();
};
