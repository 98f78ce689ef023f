import type { SeriesKey } from '../../../engine/market/series.ts';
import { followModels } from '../../../engine/serving/follow-models.ts';
import { followClose, followWalk, forgetWalk } from '../../../engine/walk/follow.ts';
import type { Config } from '../../config.ts';
import type { LeaseEvent, SharesEvent } from '../../lease-event.ts';
import { dutiesOf } from '../../settings/role.ts';
import { pause, startRealTimer } from '../../telegram/deadline.ts';
import { type SendBudget, TELEGRAM_LIMITS } from '../../telegram/sending/send-budget.ts';
import type { Environment } from '../environment.ts';
import { createLease, createSoleLease, type Lease, type LeaseDependencies, NO_LEASE } from '../lease.ts';
import type { AnsweredCloses } from '../sharing/answered-closes.ts';
import type { Duty } from '../sharing/duty.ts';
import { lookForAnswers } from '../sharing/foreign-answers.ts';
import { createShares, type Shares, wholeShare } from '../sharing/shares.ts';
import type { Engine } from './open-engine.ts';
import type { Stores } from './stores.ts';

/** Of what one process alone does: sending, jobs, models. */
const LEASE_NAME = 'engine';

const pauseFor = (ms: number): Promise<void> => pause(ms, startRealTimer);

export interface DutyParts {
  readonly config: Config;
  readonly environment: Environment;
  readonly stores: Pick<Stores, 'leases' | 'shards' | 'watermarks'>;
  readonly installationId: string;
  readonly engine: Engine;
  readonly budget: Pick<SendBudget, 'stopFor'>;
  readonly closes: AnsweredCloses;
  /** First candles, first models, their evidence. isWalking: this process and others walk already, so the candles are there. */
  readonly startEngine: (isWalking: boolean) => Promise<void>;
  readonly onEvent: (event: LeaseEvent | SharesEvent) => void;
  readonly onFailed: LeaseDependencies['onFailed'];
}

export interface OpenedDuty {
  readonly lease: Lease;
  readonly shares: Shares;
  readonly duty: Duty;
  /** Whether this process reports to the operators what concerns a series, or (null) all of them: one of those that share does. */
  readonly tells: (series: SeriesKey | null) => boolean;
}

/** What this process does, and what it follows. A start and a take-over are the same steps. */
export function openDuty(parts: DutyParts): OpenedDuty {
  const { environment, engine, budget } = parts;
  const { clock, series } = environment;
  const foreign = (): readonly SeriesKey[] => series.filter((each) => !shares.walks(each));
  const follow = async (): Promise<boolean> => {
    // Who leads chooses the models itself.
    if (!lease.leads()) await followModels(engine.models);
    return await followWalk(engine.walk, foreign());
  };
  const takeOver = async (): Promise<void> => {
    // Whoever led before may have sent as much as Telegram permits in the moment before it ended.
    budget.stopFor(TELEGRAM_LIMITS.bot.windowMs, clock.nowMs());
    forgetWalk(engine.walk, foreign());
    await followModels(engine.models);
    await parts.startEngine(shares.takesPart());
  };
  const followsClose = async (onAnswered: () => void): Promise<void> => {
    const answers = { watermarks: parts.stores.watermarks, closes: parts.closes, clock, pause: pauseFor, onAnswered };
    await Promise.all([
      followClose(engine.walk, foreign(), pauseFor),
      lease.leads() ? lookForAnswers(answers, foreign()) : null,
    ]).catch(parts.onFailed);
  };
  const { lease, shares } = sharedWork(parts, { takeOver, follow });
  const tells = (of: SeriesKey | null): boolean =>
    of !== null && shares.takesPart() ? shares.walks(of) : lease.token() !== null;
  return { lease, shares, tells, duty: { leads: lease.leads, walks: shares.walks, follow, followClose: followsClose } };
}

function sharedWork(
  parts: DutyParts,
  { takeOver, follow }: { readonly takeOver: () => Promise<void>; readonly follow: () => Promise<unknown> },
): Pick<OpenedDuty, 'lease' | 'shares'> {
  const { environment, engine, stores, installationId: holder, onEvent, onFailed } = parts;
  const { series } = environment;
  if (!dutiesOf(parts.config.role).engine) return { lease: NO_LEASE, shares: wholeShare(NO_LEASE.leads, []) };
  if (environment.mode === 'sandbox') {
    // The replay and its folder are this process's alone.
    const lease = createSoleLease(() => parts.startEngine(false));
    return { lease, shares: wholeShare(lease.leads, series) };
  }
  const machine = { nowMs: Date.now, wallNowMs: () => performance.now(), startTimer: startRealTimer };
  const common = { ...machine, holder, onEvent, onFailed };
  const lease = createLease({ ...common, store: stores.leases, name: LEASE_NAME, onTaken: takeOver });
  const shares = createShares({
    ...{ ...common, store: stores.shards, series, leads: lease.leads },
    follow: async () => void (await follow()),
    onTaken: (taken) => forgetWalk(engine.walk, taken),
  });
  return { lease, shares };
}
