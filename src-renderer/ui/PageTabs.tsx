import { Link } from 'wouter';
import { useFormats } from '../i18n/useFormats.ts';
import styles from './pageTabs.module.css';

export type PageTab = {
  readonly href: string;
  readonly title: string;
  readonly isHere: boolean;
  readonly count?: number | undefined;
};

/** The parts of a page, each with an address of its own. */
export const PageTabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly PageTab[] }) => {
  const formats = useFormats();
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ href, title, isHere, count }) => (
        <Link key={href} href={href} className={styles.tab} aria-current={isHere ? 'page' : undefined}>
          {title}
          {count !== undefined && count > 0 && <span>{formats.number(count)}</span>}
        </Link>
      ))}
    </nav>
  );
};
