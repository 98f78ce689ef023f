import { parseTier, type Tier } from '../../../billing/tiers.ts';
import type { CandleStore, LedgerEntry } from '../../../engine/ports.ts';
import { candlesAround } from '../../answers/chart.ts';
import type { PictureTheme } from '../../telegram/charts/chart-themes.ts';
import type { ChartDrawer } from '../../telegram/charts/create-chart-drawer.ts';
import { startRealTimer, withDeadline } from '../../telegram/deadline.ts';
import type { Language } from '../../texts/language.ts';

/** A post that waits for its picture is late news: after so long it goes without. */
const PICTURE_LIMIT_MS = 10_000;

/** The picture of a signal for a tier's channel, drawn once for all of one theme and language; null where there are no candles. */
export function pictureOf(deps: {
  readonly charts: Pick<ChartDrawer, 'draw'>;
  readonly candles: Pick<CandleStore, 'read'>;
  readonly themes: Readonly<Record<Tier, PictureTheme>>;
  readonly languageIn: (tier: Tier) => Language;
}): (entry: LedgerEntry, audience: string) => Promise<Buffer | null> {
  const draw = async ({ signal, steps, outcome }: LedgerEntry, tier: Tier): Promise<Buffer | null> => {
    const entry = { signal, steps, outcome };
    const candles = await candlesAround(entry, deps.candles);
    const theme = deps.themes[tier];
    const languageCode = deps.languageIn(tier).code;
    return candles.length === 0
      ? null
      : await deps.charts.draw({ type: 'signal', languageCode, entry, candles, theme });
  };
  return async (entry, audience) => {
    const tier = parseTier(audience);
    if (tier === null) throw new Error(`expected a tier, was "${audience}"`);
    return await withDeadline(draw(entry, tier), PICTURE_LIMIT_MS, startRealTimer);
  };
}
