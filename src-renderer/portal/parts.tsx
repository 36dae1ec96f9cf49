/** @jsxImportSource preact */
/** Pieces that several rooms are made of. */
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { PortalState } from '../../src-relay/portal/shapes.ts';
import type { Language } from '../i18n/language.ts';
import type { Answer } from './call.ts';
import { Icon } from './icons.tsx';
import type { Press } from './presses.rules.ts';
import { roomAddress } from './room.ts';
import type { RoomName } from './room.ts';
import { failureIn, sayIn } from './words.ts';

type Shown = {
  readonly state: PortalState;
  readonly language: Language;
  readonly queue: readonly Press[];
};

/** What every room of a signed-in person shows from. */
export const ShownContext = createContext<Shown | undefined>(undefined);

export const useShown = (): Shown & { readonly t: ReturnType<typeof sayIn> } => {
  const shown = useContext(ShownContext);
  if (shown === undefined) throw new Error('a room is shown without a state');
  return { ...shown, t: sayIn(shown.language) };
};

type TitleProps = { readonly children: ComponentChildren; readonly back?: RoomName };

/** A room's heading; with the way back where it lies below another. */
export const Title = ({ children, back }: TitleProps) => {
  const { t } = useShown();
  return (
    <div class="title">
      {back !== undefined && (
        <a class="back" href={roomAddress(back)} aria-label={t('back')}>
          <Icon name="back" />
        </a>
      )}
      <h1>{children}</h1>
    </div>
  );
};

type FailedProps = {
  /** Undefined while it is waited for. */
  readonly answer: Exclude<Answer<unknown>, { readonly kind: 'done' }> | undefined;
  readonly again: () => void;
};

/** What stands in a room while the relay has not answered, or has said no. */
export const Failed = ({ answer, again }: FailedProps) => {
  const { t, language } = useShown();
  if (answer === undefined || answer.kind === 'same')
    return (
      <p class="lead" role="status">
        {t('loading')}
      </p>
    );
  const code = answer.kind === 'signedOut' ? 'SIGNED_OUT' : answer.code;
  return (
    <>
      <p class="lead" role="status">
        {failureIn(language, code)}
      </p>
      {answer.kind === 'later' && (
        <Button kind="plain" onPress={again}>
          {t('tryAgain')}
        </Button>
      )}
    </>
  );
};

/** What stands where there is nothing yet. */
export const Empty = ({ title, why }: { readonly title: string; readonly why: string }) => (
  <div class="empty">
    <h2>{title}</h2>
    <p>{why}</p>
  </div>
);

type ButtonProps = {
  readonly children: ComponentChildren;
  readonly onPress: () => Promise<unknown> | void;
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly isOff?: boolean;
};

/** A button that takes no second press while the first is being done. */
export const Button = ({ children, onPress, kind = 'main', isOff = false }: ButtonProps) => {
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      await onPress();
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" class={`button ${kind}`} disabled={isOff || isBusy} onClick={() => void run()}>
      {children}
    </button>
  );
};

type ChoiceProps<T extends string> = {
  /** What is chosen here, for a screen reader. */
  readonly label: string;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly chosen: T | null;
  readonly isOff?: boolean;
  readonly onChoose: (value: T) => void;
};

/** A few answers side by side, of which one holds. */
export const Choice = <T extends string>({
  label,
  options,
  chosen,
  isOff = false,
  onChoose,
}: ChoiceProps<T>) => (
  <div class="choice" role="group" aria-label={label}>
    {options.map(([value, text]) => (
      <button
        key={value}
        type="button"
        aria-pressed={value === chosen}
        data-value={value}
        disabled={isOff}
        onClick={() => onChoose(value)}
      >
        {text}
      </button>
    ))}
  </div>
);

/** A line that leads into a room. */
export const Way = ({
  to,
  id = '',
  children,
  count,
}: {
  readonly to: RoomName;
  readonly id?: string;
  readonly children: ComponentChildren;
  readonly count?: string | number;
}) => (
  <a class="way" href={roomAddress(to, id)}>
    <span>{children}</span>
    {count !== undefined && <b>{count}</b>}
    <Icon name="next" />
  </a>
);

/** Says that something waits for a connection. */
export const Waiting = () => {
  const { t } = useShown();
  return (
    <p class="waits">
      <Icon name="clock" />
      {t('waiting')}
    </p>
  );
};
