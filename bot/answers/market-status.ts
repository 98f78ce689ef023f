import type { MarketStatus } from '../market-status.ts';

/** Every series that is followed, in the order of the setting: how fresh it is and which model serves it. The same for every tier. */
export async function marketStatus(sources: {
  readonly markets: () => Promise<readonly MarketStatus[]>;
}): Promise<readonly MarketStatus[]> {
  return await sources.markets();
}

/** The same, what needs a look first: with hundreds of markets nobody leafs to it. */
export function mostUrgentFirst(markets: readonly MarketStatus[]): readonly MarketStatus[] {
  return markets.toSorted((one, other) => urgency(other) - urgency(one));
}

function urgency({ state, dataQuality }: MarketStatus): number {
  const ofState = { ok: 0, closed: 0, late: 2, paused: 3, disabled: 4 }[state];
  const ofData = { green: 0, amber: 1, red: 2 }[dataQuality?.stamp ?? 'green'];
  return Math.max(ofState, ofData);
}
