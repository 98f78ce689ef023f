import { followModels } from '../../../engine/serving/refresh-models.ts';
import { followWalk, forgetWalk } from '../../../engine/walk/follow.ts';
import type { Config } from '../../config.ts';
import { dutiesOf } from '../../settings/role.ts';
import { startRealTimer } from '../../telegram/deadline.ts';
import { type SendBudget, TELEGRAM_LIMITS } from '../../telegram/sending/send-budget.ts';
import type { Environment } from '../environment.ts';
import { createLease, createSoleLease, type Lease, type LeaseDependencies, NO_LEASE } from '../lease.ts';
import type { Duty } from '../scheduler.ts';
import type { Engine } from './open-engine.ts';
import type { Stores } from './stores.ts';

/** Engine and sender are one piece of work: what is decided is sent by the process that decided it. */
const LEASE_NAME = 'engine';

export interface DutyParts {
  readonly config: Config;
  readonly environment: Environment;
  readonly stores: Pick<Stores, 'leases'>;
  readonly installationId: string;
  readonly engine: Engine;
  readonly budget: Pick<SendBudget, 'stopFor'>;
  /** First candles, first models, their evidence. */
  readonly startEngine: () => Promise<void>;
  readonly onEvent: LeaseDependencies['onEvent'];
  readonly onFailed: LeaseDependencies['onFailed'];
}

/** Which process decides and sends: this one, or one that it follows. A start and a take-over are the same steps. */
export function openDuty(parts: DutyParts): { readonly lease: Lease; readonly duty: Duty } {
  const { environment, engine, budget } = parts;
  const { clock, series } = environment;
  const follow = async (): Promise<void> => {
    await followModels(engine.models);
    await followWalk(engine.walk, series);
  };
  const takeOver = async (): Promise<void> => {
    // Whoever led before may have sent as much as Telegram permits in the moment before it ended.
    budget.stopFor(TELEGRAM_LIMITS.bot.windowMs, clock.nowMs());
    forgetWalk(engine.walk, series);
    await followModels(engine.models);
    await parts.startEngine();
  };
  const lease = leaseFor(parts, takeOver);
  return { lease, duty: { leads: lease.leads, follow } };
}

function leaseFor(parts: DutyParts, takeOver: () => Promise<void>): Lease {
  if (!dutiesOf(parts.config.role).engine) return NO_LEASE;
  // The replay and its folder are this process's alone.
  if (parts.environment.mode === 'sandbox') return createSoleLease(parts.startEngine);
  return createLease({
    ...{ store: parts.stores.leases, name: LEASE_NAME, holder: parts.installationId, onTaken: takeOver },
    ...{ nowMs: Date.now, wallNowMs: () => performance.now(), startTimer: startRealTimer },
    ...{ onEvent: parts.onEvent, onFailed: parts.onFailed },
  });
}
