import { Menu, OverflowList, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../i18n/i18n.ts';
import { useFormats } from '../i18n/useFormats.ts';
import styles from './pageTabs.module.css';
import { uiTexts } from './ui.texts.ts';

export type PageTab = {
  readonly href: string;
  readonly title: string;
  readonly isHere: boolean;
  readonly count?: number | undefined;
};

type Props = {
  /** What these are parts of, for whoever hears the page. */
  readonly label: string;
  /** The most important first: where the row is too short, the last ones go into a menu. */
  readonly tabs: readonly PageTab[];
};

/** The parts of a page, each with an address of its own, in one row of any width; arrow keys go along it. */
export const PageTabs = ({ label, tabs }: Props) => (
  <nav className={styles.tabs} aria-label={label} onKeyDown={walk}>
    <OverflowList
      className={styles.row}
      data={[...tabs]}
      gap={0}
      // Whatever changes a tab's width, or the menu's, has them measured again.
      getItemKey={({ href, title, count, isHere }) => `${href} ${title} ${count ?? ''} ${isHere}`}
      renderItem={(tab) => (
        <Link href={tab.href} className={styles.tab} aria-current={tab.isHere ? 'page' : undefined}>
          <Title tab={tab} />
        </Link>
      )}
      renderOverflow={(hidden) => (
        <span className={styles.more}>
          <More tabs={hidden} />
        </span>
      )}
    />
  </nav>
);

const Title = ({ tab: { title, count } }: { readonly tab: PageTab }) => {
  const formats = useFormats();
  return (
    <>
      {title}
      {count !== undefined && count > 0 && <span>{formats.number(count)}</span>}
    </>
  );
};

/** The tabs that the row has no room for. Where one of them is open, the menu bears its name. */
const More = ({ tabs }: { readonly tabs: readonly PageTab[] }) => {
  const t = useTexts(uiTexts);
  const open = tabs.find(({ isHere }) => isHere);
  return (
    <Menu position="bottom-end" offset={4} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.tab} data-here={open !== undefined || undefined}>
          {open === undefined ? (
            t('moreTabs')
          ) : (
            <>
              <Title tab={open} />
              <VisuallyHidden>{t('moreTabs')}</VisuallyHidden>
            </>
          )}
          <IconChevronDown size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {tabs.map((tab) => (
          <Menu.Item
            key={tab.href}
            component={Link}
            href={tab.href}
            className={styles.hidden}
            aria-current={tab.isHere ? 'page' : undefined}
          >
            <Title tab={tab} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};

/** Moves the focus along the row; in the open menu the arrows are the menu's own. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const step = STEPS[event.key];
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')];
  const at = stops.findIndex((stop) => stop === event.target);
  if (step === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  stops[step(at, stops.length - 1)]?.focus();
};
