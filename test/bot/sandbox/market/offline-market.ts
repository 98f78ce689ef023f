import { type ChooseMarketOptions, chooseMarket } from '../../../../bot/sandbox/market/choose-market.ts';
import type { ChosenMarket } from '../../../../bot/sandbox/market/chosen-market.ts';
import { type FollowedMarket, parseFollowedMarket } from '../../../../bot/settings/followed-market.ts';
import { seriesName } from '../../../../engine/market/series.ts';

/** Chooses a market without settings or a network, but for what is given. */
export const chooseOffline = (
  given: Partial<ChooseMarketOptions> & Pick<ChooseMarketOptions, 'cacheFolder' | 'log'>,
): Promise<ChosenMarket> =>
  chooseMarket({ marketData: null, markets: null, seed: 1, recordedFolder: null, live: null, ...given });

/** What is replayed, as MARKETS names it. */
export const chosenNames = ({ series }: ChosenMarket): readonly string[] => series.map(({ key }) => seriesName(key));

/** Markets from texts as MARKETS has them; what is none is left out. */
export const marketsOf = (...texts: readonly string[]): readonly FollowedMarket[] =>
  texts.flatMap((text) => parseFollowedMarket(text) ?? []);
