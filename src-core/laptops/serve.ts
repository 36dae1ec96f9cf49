import type { Store } from '../store/index.ts';
import { createSyncService, openKept, partsOf } from '../sync/index.ts';
import type { Hub, ServiceParts, SyncService } from '../sync/index.ts';
import { openAdmission } from './admission.ts';
import { noteDecision } from './laptops.store.ts';

/** Serves a database on SQLite to the laptops that its own tables admit. `takeCode`: see `openAdmission`. */
export function serveLaptops({
  store,
  hub,
  takeCode,
  ...rest
}: Pick<ServiceParts, 'blobs' | 'waitMs' | 'onError'> & {
  readonly store: Store;
  readonly hub: Hub;
  readonly takeCode?: (code: string) => Promise<boolean>;
}): SyncService {
  return createSyncService({
    ...partsOf(store),
    ...rest,
    hub,
    admission: openAdmission(store, takeCode && { takeCode }),
    kept: openKept(store, noteDecision),
  });
}
