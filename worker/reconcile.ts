import { reconcile, reopenOutdated } from '../core/pipeline/reconcile.ts';
import { maintainSearchIndex } from '../core/search/maintain-index.ts';
import { every, type Periodic } from './periodic.ts';
import { schedule } from './schedule.ts';
import type { WorkerDeps } from './worker-context.ts';

/** A counted look is cheap; the whole queue is gone through only now and then. */
const everythingEveryMs = 10 * 60_000;
const outdatedEveryMs = 60_000;
/** Statistics of the search index are promised to be at most a minute behind. */
const searchIndexEveryMs = 20_000;

/** What puts the queue right, its schedules included: all of it may be gone after a flush. */
export function startReconciler(deps: WorkerDeps): Periodic {
  const looks = [
    every(deps, 'reconcile', deps.settings.reconcileEveryMs ?? 15_000, async () => {
      await reconcile(deps);
      await schedule(deps);
    }),
    every(deps, 'maintain-search-index', searchIndexEveryMs, () => maintainSearchIndex(deps.database)),
    every(deps, 'reconcile-everything', everythingEveryMs, () => reconcile(deps, { everything: true })),
    every(deps, 'reopen-outdated', outdatedEveryMs, async () => {
      if ((await reopenOutdated(deps, deps.handlers)) > 0) await reconcile(deps, { everything: true });
    }),
  ];
  return {
    close: async () => {
      await Promise.all(looks.map((look) => look.close()));
    },
  };
}
