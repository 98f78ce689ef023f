import type { Timeframe } from '../../../engine/market/timeframe.ts';
import type { Answers } from '../../answers/answers.ts';
import type { BotContext } from '../context.ts';
import { type MarketAsked, readMarket, symbolsOf, timeframesOf } from '../markets/read-market.ts';
import type { Action } from '../views/action.ts';
import { inRows } from '../views/paged-buttons.ts';
import { actionButton, type Keyboard, type Screen } from '../views/show.ts';

/** Pairs offered as buttons where several may be meant. */
const MOST_OFFERED = 20;

/** What keeps a question from being answered at once. */
export type MarketDoubt = Exclude<MarketAsked, { type: 'nothing' | 'market' }> | OddWords;

/** A pair was named, and words that mean nothing here. */
export interface OddWords {
  readonly type: 'odd-words';
  readonly symbol: string;
  readonly asked: string;
}

export interface MarketChoice {
  /** What a button does that names a market (timeframe null: its pair alone). */
  readonly choose: (symbol: string, timeframe: Timeframe | null) => Action;
  /** Whether a button must name a timeframe too. */
  readonly withTimeframe: boolean;
  /** Buttons below everything that is followed. */
  readonly menu: Keyboard;
}

/** Says what was not understood of a question about a market, and offers what is followed. */
export function marketDoubtScreen(
  deps: Pick<Answers, 'series'>,
  { texts }: Pick<BotContext, 'texts'>,
  { doubt, choice }: { readonly doubt: MarketDoubt; readonly choice: MarketChoice },
): Screen {
  const last: Keyboard = [[actionButton(texts.buttonMenu, { type: 'home' })]];
  switch (doubt.type) {
    case 'unknown':
      return {
        text: texts.pairUnknown(doubt.asked, { near: doubt.near, followed: symbolsOf(deps.series) }),
        keyboard: doubt.near.length === 0 ? choice.menu : [...offered(deps, doubt.near, choice), ...last],
      };
    case 'several':
      return {
        text: texts.pairSeveral(doubt.asked),
        keyboard: [...offered(deps, doubt.symbols, { ...choice, named: doubt.timeframe }), ...last],
      };
    case 'other-timeframe':
      return {
        text: texts.timeframeUnknown(doubt.symbol, { asked: doubt.asked, followed: doubt.followed }),
        keyboard: [...offered(deps, [doubt.symbol], choice), ...last],
      };
    case 'odd-words':
      return {
        text: texts.wordsUnknown(doubt.symbol, {
          asked: doubt.asked,
          followed: timeframesOf(deps.series, doubt.symbol),
        }),
        keyboard: [...offered(deps, [doubt.symbol], choice), ...last],
      };
  }
}

/** Buttons for some pairs; with the timeframe where one was named, all of them where a choice needs one. */
function offered(
  { series }: Pick<Answers, 'series'>,
  symbols: readonly string[],
  { choose, withTimeframe, named = null }: MarketChoice & { readonly named?: Timeframe | null },
): Keyboard {
  const buttons = symbols.flatMap((symbol) => {
    if (!withTimeframe) return [actionButton(symbol, choose(symbol, null))];
    const followed = timeframesOf(series, symbol);
    const fitting = named !== null && followed.includes(named) ? [named] : followed;
    return fitting.map((timeframe) => actionButton(`${symbol} ${timeframe}`, choose(symbol, timeframe)));
  });
  const shown = buttons.slice(0, MOST_OFFERED);
  const widest = Math.max(...shown.map(({ text }) => text.length), 0);
  return inRows(shown, widest > 20 ? 1 : 2);
}

/** The market that words name without doubt; nothing, or what stands in the way. */
export function clearMarket(
  text: string,
  series: Answers['series'],
):
  | { readonly type: 'nothing' }
  | { readonly type: 'clear'; readonly symbol: string; readonly timeframe: Timeframe | null }
  | { readonly type: 'doubt'; readonly doubt: MarketDoubt } {
  const asked = readMarket(text, series);
  if (asked.type === 'nothing') return asked;
  if (asked.type !== 'market') return { type: 'doubt', doubt: asked };
  const { symbol, timeframe, rest } = asked;
  if (rest.length === 0) return { type: 'clear', symbol, timeframe };
  return { type: 'doubt', doubt: { type: 'odd-words', symbol, asked: rest.join(' ') } };
}
