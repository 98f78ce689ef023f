import { Composer } from 'grammy';
import type { TradingCost } from '../../../../billing/ports.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { COST_CHOICES, type CostChoice } from '../../views/cost-choice.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';

/** Most that trading costs anybody: 5 % a side. */
const MOST_BPS = 500;
const NOTHING_SAID: TradingCost = { cryptoSideBps: null, forexRoundTripBps: null };

/** /cost: what trading costs the reader, by the usual fee of a venue, the spread of a pair, or a number of their own. */
export function costFeature({ stores }: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const keep = async (ctx: BotContext, cost: TradingCost): Promise<void> => {
    await stores.accounts.setCost(ctx.account.telegramId, cost);
    await show(ctx, costScreen(ctx, cost));
  };
  composer.command('cost', async (ctx) => {
    const words = ctx.match.trim();
    const own = ownCost(words);
    if (own !== null) return await keep(ctx, { ...(ctx.account.cost ?? NOTHING_SAID), ...own });
    const screen = costScreen(ctx, ctx.account.cost);
    await show(ctx, words === '' ? screen : { ...screen, text: `${ctx.texts.costUnclear}\n\n${screen.text}` });
  });
  onAction(composer, 'cost', async (ctx, { choice }) => {
    if (choice === null) return await show(ctx, costScreen(ctx, ctx.account.cost));
    await keep(ctx, costOf(choice, ctx.account.cost ?? NOTHING_SAID));
  });
  return composer;
}

/** "0.12" per cent a side of a coin, "forex 0.01" per cent of a round trip; null for anything else. */
export function ownCost(words: string): Partial<TradingCost> | null {
  const found = /^(forex\s+)?(\d{1,2}(?:[.,]\d{1,4})?)\s*%?$/i.exec(words);
  if (found === null) return null;
  const bps = Math.round(Number((found[2] ?? '').replace(',', '.')) * 1e4) / 100;
  if (bps > MOST_BPS) return null;
  return found[1] === undefined ? { cryptoSideBps: bps } : { forexRoundTripBps: bps };
}

function costOf(choice: CostChoice, before: TradingCost): TradingCost {
  const chosen = COST_CHOICES[choice];
  if (chosen === null) return NOTHING_SAID;
  return 'forexRoundTripBps' in chosen
    ? { ...before, forexRoundTripBps: chosen.forexRoundTripBps }
    : { ...before, cryptoSideBps: chosen.cryptoSideBps };
}

function costScreen({ texts }: BotContext, cost: TradingCost | undefined): Screen {
  const button = (choice: CostChoice) => actionButton(texts.buttonCost(choice), { type: 'cost', choice });
  const keyboard: Keyboard = [
    [button('binance'), button('bybit')],
    [button('okx'), button('kraken')],
    [button('coinbase'), button('perpetual')],
    [button('maker'), button('stated')],
    [button('spread-1'), button('spread-2'), button('spread-3')],
    [actionButton(texts.buttonMenu, { type: 'home' })],
  ];
  return { text: texts.cost(cost ?? NOTHING_SAID), keyboard };
}
