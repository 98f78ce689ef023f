import type { TrainAlone } from '../../../engine/serving/trainer.ts';
import type { LeaseStore } from '../../lease-store.ts';
import { pause, startRealTimer } from '../../telegram/deadline.ts';
import { createLease } from '../lease.ts';

const LOOK_EVERY_MS = 250;

export interface TrainAloneDependencies {
  readonly store: LeaseStore;
  /** The same after a restart of this installation, and no other's. */
  readonly holder: string;
  /** How long it is waited for a group that another process trains: that one may have been killed, and holds its lease to the end. */
  readonly waitMs: number;
  readonly onFailed: (error: unknown) => void;
}

/** One process at a time trains a group: by a lease for each, renewed while the work goes on. */
export function createTrainAlone({ store, holder, waitMs, onFailed }: TrainAloneDependencies): TrainAlone {
  const wallNowMs = (): number => performance.now();
  return async (group, work) => {
    const lease = createLease({
      ...{ store, holder, name: `training:${group}`, nowMs: Date.now, wallNowMs, startTimer: startRealTimer },
      ...{ onTaken: async () => {}, onEvent: () => {}, onFailed },
    });
    const untilMs = wallNowMs() + waitMs;
    await lease.start();
    try {
      while (lease.token() === null && wallNowMs() < untilMs) await pause(LOOK_EVERY_MS, startRealTimer);
      return lease.token() === null ? null : await work();
    } finally {
      await lease.stop();
    }
  };
}
