import { useEffect, type ReactNode } from 'react';
import styles from './page.module.css';

type Props = {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: ReactNode;
};

/** The top of a page, and the window's title: its name, one quiet line, its actions on the right. The height does not change while data loads. */
export const PageHeader = ({ title, subtitle, actions, back }: Props) => {
  useEffect(() => {
    document.title = `${title} — Orda`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        {back}
        <h1 className={styles.title}>{title}</h1>
        {subtitle !== undefined && <div className={styles.subtitle}>{subtitle}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
};

/** A page that scrolls as a whole; tables bring their own scrolling and use `fixed`. */
export const Page = ({
  children,
  fixed = false,
  narrow = false,
}: {
  readonly children: ReactNode;
  readonly fixed?: boolean;
  readonly narrow?: boolean;
}) => (
  <div className={fixed ? styles.fixed : styles.page} data-narrow={narrow || undefined}>
    {children}
  </div>
);

/** A quiet panel with an optional heading. */
export const Panel = ({
  title,
  children,
  aside,
}: {
  readonly title?: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}) => (
  <section className={styles.panel}>
    {title !== undefined && (
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{title}</h2>
        {aside}
      </div>
    )}
    {children}
  </section>
);
