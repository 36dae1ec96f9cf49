import styles from './states.module.css';

/** Keys as they are named on the keyboard; `Mod` is Ctrl, or ⌘ on a Mac. */
export const Kbd = ({ keys }: { readonly keys: string }) => (
  <>
    {keys.split('+').map((key, index) => (
      <span key={key}>
        {index > 0 && ' '}
        <kbd className={styles.kbd}>{key === 'Mod' ? (isMac ? 'Cmd' : 'Ctrl') : key}</kbd>
      </span>
    ))}
  </>
);

const isMac = /mac/i.test(navigator.userAgent);
