import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { useTexts } from '../../i18n/i18n.ts';
import { Mark } from '../Mark.tsx';
import { uiTexts } from '../ui.texts.ts';
import styles from './shell.module.css';

type Props = {
  readonly organisation: string;
  /** Opens the command line; stands under the name. */
  readonly search: ReactNode;
  readonly menu: readonly MenuItem[];
  readonly status: ReactNode;
  readonly banner?: ReactNode;
  readonly children: ReactNode;
};

export type MenuItem = {
  readonly path: string;
  readonly title: string;
  readonly icon: ReactNode;
  /** Another page that is entered from this one. */
  readonly also?: string;
  readonly isLast?: boolean;
};

/** The window: the rail on the left with the house's name, menu and status; the page on the right. */
export const Shell = ({ organisation, search, menu, status, banner, children }: Props) => {
  const t = useTexts(uiTexts);
  return (
    <div className={styles.window}>
      <a href="#content" className={styles.skip}>
        {t('toContent')}
      </a>
      {banner}
      <div className={styles.columns}>
        <aside className={styles.rail}>
          <div className={styles.house}>
            <Mark size={30} />
            <div className={styles.names}>
              <span className={styles.word}>Orda</span>
              <span className={styles.organisation} title={organisation}>
                {organisation}
              </span>
            </div>
          </div>
          {search}
          <nav aria-label={t('mainMenu')} className={styles.menu}>
            {menu.map((item) => (
              <MenuLink key={item.path} {...item} />
            ))}
          </nav>
          <div className={styles.status}>{status}</div>
        </aside>
        <main id="content" className={styles.content} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
};

const MenuLink = ({ path, title, icon, also = path, isLast = false }: MenuItem) => {
  const [isExact] = useRoute(path);
  const [isInside] = useRoute(path === '/' ? '/' : `${path}/*?`);
  const [isBeside] = useRoute(also);
  const isHere = isExact || isInside || isBeside;
  return (
    <Link
      href={path}
      className={styles.item}
      aria-current={isHere ? 'page' : undefined}
      data-last={isLast || undefined}
    >
      <span className={styles.icon}>{icon}</span>
      <span className={styles.itemTitle}>{title}</span>
    </Link>
  );
};
