import type { RiskPerTrade } from '../../../billing/reader-settings.ts';
import { sizeAt } from '../../../engine/signals/levels.ts';
import type { ShownSignal } from '../reader-signal.ts';

/** A swing as somebody buys it who may lose another share of the account at its stop; null: as stated. The ledger keeps its own. */
export function atReadersRisk(shown: ShownSignal, risk: RiskPerTrade | null): ShownSignal {
  const { signal } = shown;
  if (signal.family !== 'swing' || risk === null) return shown;
  return { ...shown, signal: { ...signal, size: sizeAt(signal.entry, signal.stop, risk) } };
}
