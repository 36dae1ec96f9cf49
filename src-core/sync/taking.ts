import { gathered } from '../store/index.ts';
import type { Applied } from './apply.ts';
import { takeTogether } from './engines.ts';
import type { SyncStore } from './engines.ts';
import { groupApart, receive, receiveAll } from './receive.ts';
import type { Push } from './receive.ts';

const INTENT = { actor: 'sync', action: 'sync.receive' };

type Outcome = { readonly applied: Applied } | { readonly error: unknown };

/**
 * Takes pushes in: those of many laptops that come at once share one transaction, and its few questions to the database. Each is answered after
 * the commit. Where the shared one fails, nothing of it stays and each is done alone, so that whatever one laptop brings
 * fails for it alone.
 */
export function createTaking(store: SyncStore): (push: Push) => Promise<Applied> {
  const alone = async ({ from, batch }: Push): Promise<Outcome> => {
    try {
      const { value } = await takeTogether(store, INTENT, (tx) => receive(store, tx, from, batch));
      return { applied: value };
    } catch (error) {
      return { error };
    }
  };

  const shared = async (pushes: readonly Push[]): Promise<readonly Outcome[]> => {
    const { value } = await takeTogether(store, INTENT, async (tx) => {
      const outcomes: Outcome[] = [];
      for (const group of groupApart(pushes))
        for (const applied of await receiveAll(store, tx, group)) outcomes.push({ applied });
      return outcomes;
    });
    return value;
  };

  const take = gathered(async (pushes: readonly Push[]): Promise<readonly Outcome[]> => {
    const [only] = pushes;
    if (only !== undefined && pushes.length === 1) return [await alone(only)];
    return shared(pushes).catch(() => Promise.all(pushes.map(alone)));
  });

  return async (push) => {
    const outcome = await take(push);
    if ('error' in outcome) throw outcome.error;
    return outcome.applied;
  };
}
