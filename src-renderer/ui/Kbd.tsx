import styles from './states.module.css';

const isMac = /mac/i.test(navigator.userAgent);

const nameOf = (key: string): string => (key === 'Mod' ? (isMac ? 'Cmd' : 'Ctrl') : key);

/** Keys as they are named on the keyboard; `Mod` is Ctrl, or Cmd on a Mac. */
export const Kbd = ({ keys }: { readonly keys: string }) => (
  <span className={styles.keys}>
    {keys.split('+').map((key) => (
      <kbd key={key} className={styles.kbd}>
        {nameOf(key)}
      </kbd>
    ))}
  </span>
);
