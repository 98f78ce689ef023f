import type { Clock } from '../../../engine/ports.ts';
import { createBroadcasts } from '../../broadcast/direct/broadcasts.ts';
import type { Broadcasts } from '../../telegram/sending/broadcasts.ts';
import { tiersOf } from './open-directs.ts';
import type { Stores } from './stores.ts';

export interface OpenBroadcastsDeps {
  readonly stores: Pick<Stores, 'fanOuts' | 'directs' | 'accounts' | 'payments'>;
  readonly clock: Clock;
  readonly isPaid: boolean;
  /** Lets the sender look at once, where this process has it; another one looks within seconds. */
  readonly wake: () => void;
}

/** Operators' broadcasts over the product's stores. */
export function openBroadcasts({ stores, clock, isPaid, wake }: OpenBroadcastsDeps): Broadcasts {
  const { fanOuts, directs, accounts } = stores;
  return createBroadcasts({
    ...{ fanOuts, directs, accounts, clock, isPaid, onStored: wake },
    tiersOf: (telegramIds, nowMs) => tiersOf(stores, telegramIds, nowMs),
  });
}
