import { lazy, type ComponentType } from 'react';

type Page = { readonly path: string; readonly Screen: ComponentType };

/**
 * The pages of the desk by address; each feature's screens load when they are first opened. A feature's own screens
 * below its address are its own matter (`/*?` leaves the rest of the address to it).
 */
export const PAGES: readonly Page[] = [
  { path: '/', Screen: lazy(async () => ({ default: (await import('../features/today/Today.tsx')).Today })) },
  {
    path: '/people/import/:id?',
    Screen: lazy(async () => ({
      default: (await import('../features/imports/ImportWizard.tsx')).ImportWizard,
    })),
  },
  {
    path: '/people/imports',
    Screen: lazy(async () => ({
      default: (await import('../features/imports/ImportHistory.tsx')).ImportHistory,
    })),
  },
  {
    path: '/people/:id?',
    Screen: lazy(async () => ({ default: (await import('../features/people/People.tsx')).People })),
  },
  {
    path: '/events/:id?/:tab?',
    Screen: lazy(async () => ({ default: (await import('../features/events/Events.tsx')).Events })),
  },
  {
    path: '/funnel',
    Screen: lazy(async () => ({ default: (await import('../features/funnel/FunnelPage.tsx')).FunnelPage })),
  },
  {
    path: '/forms/:id?/:useId?',
    Screen: lazy(async () => ({ default: (await import('../features/forms/Forms.tsx')).Forms })),
  },
  {
    path: '/handover',
    Screen: lazy(async () => ({ default: (await import('../features/handover/TakeOver.tsx')).TakeOver })),
  },
  {
    path: '/conflicts',
    Screen: lazy(async () => ({ default: (await import('../features/handover/Conflicts.tsx')).Conflicts })),
  },
  {
    path: '/laptops',
    Screen: lazy(async () => ({ default: (await import('../features/laptops/Laptops.tsx')).Laptops })),
  },
  {
    path: '/reach',
    Screen: lazy(async () => ({ default: (await import('../features/reach/Reach.tsx')).Reach })),
  },
  {
    path: '/certificates/:section?/:id?',
    Screen: lazy(async () => ({
      default: (await import('../features/certificates/Certificates.tsx')).Certificates,
    })),
  },
  {
    path: '/messages/:id?',
    Screen: lazy(async () => ({
      default: (await import('../features/messages/Messages.tsx')).Messages,
    })),
  },
  {
    path: '/settings/:section?',
    Screen: lazy(async () => ({ default: (await import('../features/settings/Settings.tsx')).Settings })),
  },
];
