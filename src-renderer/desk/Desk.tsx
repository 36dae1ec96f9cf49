import { Button } from '@mantine/core';
import {
  IconCalendarEvent,
  IconCertificate,
  IconForms,
  IconHome,
  IconMessage2,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Suspense, useMemo, useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { takeFiles } from '../features/imports/pending.ts';
import { useTexts } from '../i18n/i18n.ts';
import { DropTarget } from '../ui/DropTarget.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import shell from '../ui/shell/shell.module.css';
import { Shell, type MenuItem } from '../ui/shell/Shell.tsx';
import { takeLastUndoable } from '../ui/toasts.ts';
import { Toasts } from '../ui/Toasts.tsx';
import { DemoBanner } from './DemoBanner.tsx';
import { deskTexts } from './desk.texts.ts';
import { FileJobs } from './FileJobs.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { Palette } from './palette/Palette.tsx';
import { PAGES } from './pages.ts';
import { Status } from './Status.tsx';
import { useUndo } from './useUndo.ts';

const ICON = { size: 20, stroke: 1.7, 'aria-hidden': true } as const;
const MENU_PATHS = ['/', '/events', '/people', '/certificates', '/messages', '/forms', '/settings'] as const;

/** The desk at work: the frame, the page of this address, and what works on every page. */
export const Desk = ({
  organisation,
  isDemo,
}: {
  readonly organisation: string;
  readonly isDemo: boolean;
}) => {
  const t = useTexts(deskTexts);
  const [location, navigate] = useLocation();
  const [open, setOpen] = useState<'palette' | 'keys' | undefined>();
  const close = (): void => setOpen(undefined);
  const undo = useUndo();

  useKeys({
    'Mod+K': () => setOpen('palette'),
    '?': () => setOpen('keys'),
    'Mod+Z': () => {
      const tx = takeLastUndoable();
      if (tx !== undefined) undo(tx);
    },
    ...Object.fromEntries(MENU_PATHS.map((path, index) => [`Alt+${index + 1}`, () => navigate(path)])),
  });

  const menu: readonly MenuItem[] = useMemo(
    () => [
      { path: '/', title: t('today'), icon: <IconHome {...ICON} /> },
      { path: '/events', title: t('events'), icon: <IconCalendarEvent {...ICON} />, also: '/funnel' },
      { path: '/people', title: t('people'), icon: <IconUsers {...ICON} />, also: '/reach' },
      { path: '/certificates', title: t('certificates'), icon: <IconCertificate {...ICON} /> },
      { path: '/messages', title: t('messages'), icon: <IconMessage2 {...ICON} /> },
      { path: '/forms', title: t('forms'), icon: <IconForms {...ICON} /> },
      { path: '/settings', title: t('settings'), icon: <IconSettings {...ICON} />, isLast: true },
    ],
    [t],
  );

  const search = (
    <button type="button" className={shell.search} onClick={() => setOpen('palette')}>
      <IconSearch size={16} aria-hidden />
      <span>{t('search')}</span>
      <span aria-hidden>
        <Kbd keys="Mod+K" />
      </span>
    </button>
  );

  return (
    <DropTarget
      onFiles={(files) => {
        takeFiles(files);
        navigate('/people/import');
      }}
    >
      <Shell
        organisation={organisation}
        search={search}
        menu={menu}
        status={<Status />}
        banner={isDemo ? <DemoBanner /> : undefined}
      >
        <ErrorBoundary key={location.split('/')[1] ?? ''}>
          <Suspense fallback={null}>
            <Switch>
              {PAGES.map(({ path, Screen }) => (
                <Route key={path} path={path} component={Screen} />
              ))}
              <Route component={NoSuchPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Shell>
      <FileJobs />
      <Toasts onUndo={undo} />
      {open === 'palette' && <Palette onClose={close} onKeys={() => setOpen('keys')} />}
      {open === 'keys' && <KeysHelp onClose={close} />}
    </DropTarget>
  );
};

const NoSuchPage = () => {
  const t = useTexts(deskTexts);
  return (
    <EmptyState
      title={t('notFoundTitle')}
      text={t('notFoundText')}
      action={
        <Button component={Link} href="/">
          {t('toToday')}
        </Button>
      }
    />
  );
};
