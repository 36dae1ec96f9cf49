import { accessRouters, liveEvents, procedure, router } from './access/index.ts';
import { certificatesRouters } from './certificates/index.ts';
import { attentionRouters } from './attention/index.ts';
import { conditionsRouters } from './conditions/index.ts';
import { doorRouters } from './door/index.ts';
import { drawsRouters } from './draws/index.ts';
import { eventPlansRouters, followEvent } from './eventPlans/index.ts';
import { eventsRouters } from './events/index.ts';
import { funnelRouters } from './funnel/index.ts';
import { formsRouters } from './forms/index.ts';
import { handoverRouters } from './handover/index.ts';
import { laptopsRouters } from './laptops/index.ts';
import { messagesRouters } from './messages/index.ts';
import { membersRouters } from './members/index.ts';
import { paperRouters } from './paper/index.ts';
import { nameBadgesRouters } from './nameBadges/index.ts';
import { peopleRouters } from './people/index.ts';
import { reachRouters } from './reach/index.ts';
import { shortLinksRouters } from './shortLinks/index.ts';
import { tabletsRouters } from './tablets/index.ts';

/** Everything that the desk's screens can ask for. A slice adds its routers here, and its tables in `tables.ts`. */
export const deskRouter = router({
  ...accessRouters,
  ...peopleRouters,
  ...eventsRouters(followEvent),
  ...attentionRouters,
  ...doorRouters,
  ...tabletsRouters,
  ...drawsRouters,
  ...nameBadgesRouters,
  ...certificatesRouters,
  ...paperRouters,
  ...shortLinksRouters,
  ...formsRouters,
  ...reachRouters,
  ...messagesRouters,
  ...eventPlansRouters,
  ...membersRouters,
  ...conditionsRouters,
  ...funnelRouters,
  ...handoverRouters,
  ...laptopsRouters,
  /** Server-sent events: which tables changed, how jobs go on. */
  live: procedure('desk.use').subscription(({ ctx, signal }) => liveEvents(ctx, signal)),
});

export type DeskRouter = typeof deskRouter;
