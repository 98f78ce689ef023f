import { Composer } from 'grammy';
import { isPaid } from '../../../billing/tiers.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import { atReadersCost } from '../../answers/cost/reader-cost.ts';
import type { ReaderSignal } from '../../answers/reader-signal.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { LAST_PAGE } from '../views/action.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { freeDelay } from './free-delay.ts';
import { clearMarket, marketDoubtScreen } from './market-doubt.ts';
import { pairButtons, pairsPageOf } from './pair-buttons.ts';

const PER_PAGE = 5;

/** /signals [pair]: what the reader's tier may see at this moment, newest first, one message with pages and pairs. */
export function signalsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('signals', async (ctx) => await showSignalsOf(deps, ctx, ctx.match));
  onAction(composer, 'signals', async (ctx, list) => await show(ctx, await signalsScreen(deps, ctx, list)));
  return composer;
}

/** The list of the pair that words name; of all pairs for no words. */
export async function showSignalsOf(deps: BotDependencies, ctx: BotContext, words: string): Promise<void> {
  const asked = clearMarket(words, deps.answers.series);
  if (asked.type !== 'doubt') {
    await show(ctx, await signalsScreen(deps, ctx, { symbol: asked.type === 'clear' ? asked.symbol : null, page: 0 }));
    return;
  }
  const choice = {
    withTimeframe: false,
    choose: (symbol: string) => ({ type: 'signals', symbol, page: 0 }) as const,
    menu: pairRows(deps, ctx, { symbol: null, page: 0 }),
  };
  await show(ctx, marketDoubtScreen(deps.answers, ctx, { doubt: asked.doubt, choice }));
}

/** What of the list is shown: pairsPage as in the action. */
interface List {
  readonly symbol: string | null;
  readonly page: number;
  readonly pairsPage?: number;
}

async function signalsScreen(deps: BotDependencies, ctx: BotContext, list: List): Promise<Screen> {
  const { symbol, page } = list;
  const { texts, entitlement, nowMs } = ctx;
  // Pages are counted from the newest: several signals may share one time, so a time is no cursor.
  const limit = (page + 1) * PER_PAGE + 1;
  const found = await deps.answers.signals({
    ...{ tier: entitlement.tier, nowMs, limit },
    ...(symbol === null ? {} : { symbol }),
  });
  const shown = found
    .slice(page * PER_PAGE, (page + 1) * PER_PAGE)
    .map((entry) => atReadersCost(entry, ctx.account.cost));
  const hasOlder = found.length > (page + 1) * PER_PAGE && page < LAST_PAGE;
  const delay = !isPaid(entitlement.tier) ? freeDelay(deps.answers, texts) : null;
  const note = deps.answers.marketNote(texts.language);
  const lines =
    shown.length === 0
      ? [texts.signalsNone]
      : shown.map((entry, index) => `<b>${page * PER_PAGE + index + 1}</b>  ${texts.signalLine(entry)}`);
  const text = [
    texts.signalsTitle(symbol, page),
    lines.join('\n\n'),
    ...(shown.length === 0 ? [] : [texts.signalsHint]),
    ...(note === null ? [] : [texts.marketNote(note)]),
    ...(delay === null ? [] : [texts.signalsDelayed(delay)]),
  ].join('\n\n');
  return { text, keyboard: signalsKeyboard(deps, ctx, { ...list, shown, hasOlder }) };
}

function signalsKeyboard(
  deps: BotDependencies,
  ctx: BotContext,
  list: List & { readonly shown: readonly ReaderSignal[]; readonly hasOlder: boolean },
): Keyboard {
  const { texts, entitlement } = ctx;
  const { symbol, page, shown, hasOlder } = list;
  const pairsPage = list.pairsPage ?? pairsPageOf(deps.answers.series, symbol);
  const numbers = shown.map(({ signal }, index) =>
    actionButton(String(page * PER_PAGE + index + 1), { type: 'signal', id: shortSignalId(signal.id) }),
  );
  const pager = [
    page > 0
      ? actionButton(texts.buttonNewer, { type: 'signals', symbol, page: page - 1, pairsPage })
      : actionButton(texts.buttonRefresh, { type: 'signals', symbol, page: 0, pairsPage }),
    ...(hasOlder ? [actionButton(texts.buttonOlder, { type: 'signals', symbol, page: page + 1, pairsPage })] : []),
  ];
  const last = [
    actionButton(texts.buttonMenu, { type: 'home' }),
    ...(!isPaid(entitlement.tier) ? [actionButton(texts.buttonSubscribe, { type: 'subscribe' })] : []),
  ];
  return [...(numbers.length === 0 ? [] : [numbers]), pager, ...pairRows(deps, ctx, list), last];
}

function pairRows(deps: BotDependencies, ctx: BotContext, { symbol, page, pairsPage }: List): Keyboard {
  return pairButtons(deps.answers, ctx, {
    current: symbol,
    page: pairsPage,
    choose: (chosen, at) => ({ type: 'signals', symbol: chosen, page: 0, pairsPage: at }),
    leaf: (at) => ({ type: 'signals', symbol, page, pairsPage: at }),
  });
}
