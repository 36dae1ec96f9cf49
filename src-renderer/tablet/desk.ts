import type { TabletAnswer, TabletRefusal, TabletState } from '../../src-core/tablets/index.ts';
import { wordsOfAnswer } from './answers.ts';
import { showBig } from './big.ts';
import type { Tone } from './big.ts';
import { call } from './call.ts';
import type { Told } from './call.ts';
import { openCamera } from './camera.ts';
import { openDue } from './due.ts';
import type { Who } from './due.ts';
import { fill, make } from './element.ts';
import { openLines } from './lines.ts';
import { figuresOf, scanForm, soundButton } from './parts.ts';
import { openQueue } from './queue.ts';
import type { Memory, Waiting } from './queue.ts';
import { openSearch } from './search.ts';
import { openWay } from './way.ts';
import { words } from './words.ts';

type DeskOptions = { readonly isSenior: boolean; readonly memory: Memory; readonly forget: () => void };

const ROOM_GONE = ['LIST_NOT_FOUND', 'SECTION_NOT_FOUND'];
const POLL_MS = 3000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;
/** An answer that takes longer than this is announced as on its way. */
const SLOW_MS = 500;

/** Runs the check-in desk of a volunteer's device in `main`, until the laptop sends it away. */
export const startDesk = (main: HTMLElement, { isSenior, memory, forget }: DeskOptions): void => {
  const queue = openQueue(memory);
  const lines = openLines(isSenior);
  let timeZone = 'UTC';
  let isOver = false;
  let isSending = false;
  let hasExit: boolean | undefined;
  let waitMs = FIRST_WAIT_MS;

  const who = make('div', { class: 'who' });
  const off = make('div', { class: 'off', role: 'alert' });
  const big = make('section', { class: 'big', role: 'status', 'aria-live': 'assertive' });
  const undo = make('button', { type: 'button' }, [words.undo], { click: () => void takeBack() });
  const { form, input, showWay } = scanForm((typed) => scan(typed));
  const due = openDue({
    acknowledge: async (meant, flagId, answer) => {
      const told = await call('acknowledge', { who: meant, flagId, answer });
      heed(told);
      return told;
    },
  });
  const way = openWay({
    isOut: queue.isOut,
    onChange: (isOut) => {
      queue.setOut(isOut);
      sayReady();
    },
  });
  const search = isSenior
    ? openSearch({ ask: (told) => heed(told), pick: ({ id }) => void mark(id, false) })
    : undefined;
  const camera = openCamera({
    onCode: (text) => scan(text),
    onReading: () => showBig(big, { tone: 'queued', title: words.reading }),
    onFailed: (said) => say('no', said),
  });

  const say = (tone: Tone, [title, sentence]: readonly [string, string], isNews = true): void =>
    showBig(big, { tone, title, lines: [sentence], isNews });

  const sayReady = (): void => {
    say('ready', queue.isOut() ? words.readyOut : words.ready, false);
    showWay(queue.isOut());
  };

  const showLines = (): void => {
    lines.show(timeZone);
    undo.disabled = queue.lastTx() === null;
  };

  const showConnection = (isAway: boolean): void => {
    const count = queue.count();
    off.className = isAway || count > 0 ? 'off y' : 'off';
    fill(off, [count > 0 ? make('b', {}, [words.unsent(count)]) : null, isAway ? words.offline : null]);
  };

  /** Looks at what every answer may bring: the connection, and the end of this device's work. */
  const heed = (told: Told): void => {
    if (isOver) return;
    if (told.kind === 'refused') end(told.why);
    else showConnection(told.kind === 'away');
  };

  const end = (why: TabletRefusal): void => {
    isOver = true;
    camera.stop();
    lines.clear();
    // At another event's door the codes that wait are kept: this event's door will open again.
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

  const show = (answer: TabletAnswer, meant: Who): void => {
    const shown = wordsOfAnswer(answer, timeZone);
    const personId = shown.tone === 'held' ? answer.person?.id : undefined;
    showBig(big, {
      ...shown,
      action:
        personId === undefined ? undefined : { text: words.letIn, run: () => void mark(personId, true) },
      isNews: true,
    });
    if (answer.tx !== null) queue.setLastTx(answer.tx);
    lines.add(answer, shown.tone);
    due.add(answer, meant);
    showLines();
    if (answer.tx !== null && queue.count() === 0) void askState();
  };

  const sendLater = (): void => {
    say('queued', words.queued, false);
    setTimeout(() => void flush(), waitMs);
    waitMs = Math.min(waitMs * 1.6, LONGEST_WAIT_MS);
  };

  const send = (one: Waiting): Promise<Told> => {
    const slow = setTimeout(
      () => showBig(big, { tone: 'queued', title: words.waiting, lines: [one.scan] }),
      SLOW_MS,
    );
    const { scan: code } = one;
    const agoMs = Math.max(0, Date.now() - one.atMs);
    const told = one.isOut
      ? call('leave', { who: { scan: code }, agoMs })
      : call('scan', { scan: code, agoMs });
    return told.then((answer) => {
      clearTimeout(slow);
      return answer;
    });
  };

  /** Sends the codes that wait, one after the other; each leaves the queue when it has been answered. */
  const flush = async (): Promise<void> => {
    const one = queue.first();
    if (one === undefined || isSending || isOver) return;
    isSending = true;
    const told = await send(one);
    isSending = false;
    if (told.kind === 'answer' || told.kind === 'no') queue.done(one);
    heed(told);
    if (isOver) return;
    if (told.kind === 'away') return sendLater();
    waitMs = FIRST_WAIT_MS;
    if (told.kind === 'answer') show(told.value as TabletAnswer, { scan: one.scan });
    else say('no', told.kind === 'no' && ROOM_GONE.indexOf(told.code) >= 0 ? words.noRoom : words.failed);
    void flush();
  };

  const scan = (text: string): void => {
    queue.add(text, Date.now());
    if (isSending) showConnection(false);
    void flush();
  };

  const mark = async (personId: string, isAllowed: boolean): Promise<void> => {
    const meant = { personId };
    const told = await (queue.isOut()
      ? call('leave', { who: meant })
      : call('mark', { who: meant, isAllowed }));
    heed(told);
    if (isOver) return;
    if (told.kind === 'answer') show(told.value as TabletAnswer, meant);
    else say('no', words.failed);
    search?.refresh();
  };

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
      lines.undone(tx);
      due.undone(tx);
      if (told.kind === 'answer') {
        const { name } = told.value as { readonly name: string };
        showBig(big, { tone: 'undone', title: words.undone, name, isNews: true });
      } else say('no', words.nothingToUndo);
    }
    showLines();
    search?.refresh();
    void askState();
  };

  const askState = async (): Promise<void> => {
    if (isOver || document.hidden) return;
    const told = await call('state', {});
    heed(told);
    if (told.kind !== 'answer' || isOver) return;
    const state = told.value as TabletState;
    timeZone = state.timeZone;
    fill(who, figuresOf(state));
    if (state.hasExit !== hasExit) {
      hasExit = state.hasExit;
      way.show(hasExit);
    }
    void flush();
  };
  const poll = async (): Promise<void> => {
    await askState();
    if (!isOver) setTimeout(() => void poll(), POLL_MS);
  };

  // A scanner is a keyboard: what it types must land in the field wherever the last tap was.
  document.addEventListener('keydown', (event) => {
    const isInField = event.target instanceof HTMLInputElement && event.target.type !== 'file';
    if (!isOver && !isInField && event.key.length === 1 && !event.ctrlKey && !event.metaKey) input.focus();
  });
  // Whoever takes the device up again sees at once whether it still works.
  document.addEventListener('visibilitychange', () => void askState());

  fill(main, [
    who,
    off,
    way.element,
    big,
    due.element,
    camera.video,
    form,
    make('div', { class: 'row' }, [...camera.buttons, undo, soundButton()]),
    search === undefined ? null : search.element,
    make('h2', {}, [words.lately]),
    lines.element,
  ]);
  sayReady();
  showLines();
  showConnection(false);
  void poll();
};
