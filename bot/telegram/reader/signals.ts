import { Composer } from 'grammy';
import { isPaid } from '../../../billing/tiers.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import { atReadersCost } from '../../answers/cost/reader-cost.ts';
import type { ReaderSignal } from '../../answers/reader-signal.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { LAST_PAGE } from '../views/action.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import {
  CONFIDENCES,
  filterCode,
  NO_FILTER,
  readFilter,
  SIDES,
  type SignalsFilter,
  STATES,
} from '../views/signals-filter.ts';
import { freeDelay } from './free-delay.ts';
import { clearMarket, marketDoubtScreen } from './market-doubt.ts';
import { pairButtons, pairsPageOf } from './pair-buttons.ts';
import { nextOf } from './settings/next-of.ts';

const PER_PAGE = 5;
/** The newest ones, among which are those that are open; pages and filters go no further back. */
const MOST_LOOKED_AT = 200;

/** /signals [pair]: what the reader's tier may see at this moment, what is open first, one message with pages, pairs and conditions. */
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
  /** filterCode. */
  readonly filter?: string;
}

async function signalsScreen(deps: BotDependencies, ctx: BotContext, list: List): Promise<Screen> {
  const { symbol, page } = list;
  const { texts, entitlement, nowMs } = ctx;
  const newest = await deps.answers.signals({
    ...{ tier: entitlement.tier, nowMs, limit: MOST_LOOKED_AT },
    ...(symbol === null ? {} : { symbol }),
  });
  const filter = readFilter(list.filter ?? '') ?? NO_FILTER;
  const found = openFirst(
    newest.map((entry) => atReadersCost(entry, ctx.account.cost)).filter((entry) => isShown(entry, filter)),
  );
  const shown = found.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const hasOlder = found.length > (page + 1) * PER_PAGE && page < LAST_PAGE;
  const delay = !isPaid(entitlement.tier) ? freeDelay(deps.answers, texts) : null;
  const note = deps.answers.marketNote(texts.language);
  const lines =
    shown.length === 0
      ? [newest.length === 0 ? texts.signalsNone : texts.signalsNoneSuch]
      : shown.map((entry, index) => `<b>${page * PER_PAGE + index + 1}</b>  ${texts.signalLine(entry, nowMs)}`);
  const text = [
    texts.signalsTitle(symbol, page),
    ...(isOpenShown(shown) ? [texts.signalsOpen(found.filter(isOpen).length)] : []),
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
  const kept = list.filter === undefined ? {} : { filter: list.filter };
  const pairsPage = list.pairsPage ?? pairsPageOf(deps.answers.series, symbol);
  const numbers = shown.map(({ signal }, index) =>
    actionButton(String(page * PER_PAGE + index + 1), { type: 'signal', id: shortSignalId(signal.id) }),
  );
  const pager = [
    page > 0
      ? actionButton(texts.buttonNewer, { type: 'signals', symbol, page: page - 1, pairsPage, ...kept })
      : actionButton(texts.buttonRefresh, { type: 'signals', symbol, page: 0, pairsPage, ...kept }),
    ...(hasOlder
      ? [actionButton(texts.buttonOlder, { type: 'signals', symbol, page: page + 1, pairsPage, ...kept })]
      : []),
  ];
  const last = [
    actionButton(texts.buttonMenu, { type: 'home' }),
    ...(!isPaid(entitlement.tier) ? [actionButton(texts.buttonSubscribe, { type: 'subscribe' })] : []),
  ];
  return [
    ...(numbers.length === 0 ? [] : [numbers]),
    pager,
    ...filterRows(ctx, { ...list, pairsPage }),
    ...pairRows(deps, ctx, list),
    last,
  ];
}

/** Each button goes on to the next choice of one condition. */
function filterRows({ texts }: BotContext, { symbol, pairsPage = 0, filter: code = '' }: List): Keyboard {
  const filter = readFilter(code) ?? NO_FILTER;
  const { state, side, confidence, worth } = filter;
  const button = (text: string, changes: Partial<SignalsFilter>) => {
    const next = filterCode({ ...filter, ...changes });
    return actionButton(text, {
      type: 'signals',
      symbol,
      page: 0,
      pairsPage,
      ...(next === '' ? {} : { filter: next }),
    });
  };
  return [
    [
      button(texts.buttonSignalsState(state), { state: nextOf(STATES, state) }),
      button(texts.buttonWatchSide(side), { side: nextOf(SIDES, side) }),
    ],
    [
      button(texts.buttonWatchConfidence(confidence ?? 0), { confidence: nextOf(CONFIDENCES, confidence) }),
      button(texts.buttonWatchWorth(worth), { worth: !worth }),
    ],
  ];
}

function isShown({ signal, outcome }: ReaderSignal, { state, side, confidence, worth }: SignalsFilter): boolean {
  const ended = outcome?.direction.type ?? 'open';
  return (
    (state === null || state === ended) &&
    (side === null || side === signal.side) &&
    (confidence === null || (signal.confidence !== null && signal.confidence >= confidence)) &&
    (!worth || signal.worthTrading)
  );
}

const isOpen = ({ outcome }: ReaderSignal): boolean => outcome === null;

function isOpenShown(shown: readonly ReaderSignal[]): boolean {
  return shown.some(isOpen);
}

/** What can still be acted on, then the rest; each the newest first. */
function openFirst(found: readonly ReaderSignal[]): readonly ReaderSignal[] {
  return [...found.filter(isOpen), ...found.filter((entry) => !isOpen(entry))];
}

function pairRows(deps: BotDependencies, ctx: BotContext, { symbol, page, pairsPage, filter }: List): Keyboard {
  const kept = filter === undefined ? {} : { filter };
  return pairButtons(deps.answers, ctx, {
    current: symbol,
    page: pairsPage,
    choose: (chosen, at) => ({ type: 'signals', symbol: chosen, page: 0, pairsPage: at, ...kept }),
    leaf: (at) => ({ type: 'signals', symbol, page, pairsPage: at, ...kept }),
  });
}
