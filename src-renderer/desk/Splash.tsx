import { Mark } from '../ui/Mark.tsx';
import styles from './desk.module.css';

/** Before the first answer of the desk; it appears only when that takes a moment. */
export const Splash = () => (
  <div className={styles.splash}>
    <Mark size={56} />
  </div>
);
