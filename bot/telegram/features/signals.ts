import { Composer } from 'grammy';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import { latestVisibleSignals } from '../../answers/visible-signals.ts';
import { LAST_PAGE } from '../callback-data.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, type Screen, show } from '../show.ts';
import { signalLine } from '../signal-message.ts';
import { freeDelay } from './free-delay.ts';
import { findSymbol, inRows, symbolsOf } from './pairs.ts';

const PER_PAGE = 5;

/** /signals [pair]: what the reader's tier may see by now, newest first, one message with pages and pairs. */
export function signalsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('signals', async (ctx) => {
    const asked = ctx.match.trim();
    const symbol = asked === '' ? null : findSymbol(asked, deps.series);
    if (asked !== '' && symbol === null) {
      await show(ctx, {
        text: ctx.texts.predictUnknown(asked, symbolsOf(deps.series)),
        keyboard: pairRows(deps, ctx, null),
      });
      return;
    }
    await show(ctx, await signalsScreen(deps, ctx, { symbol, page: 0 }));
  });
  onAction(
    composer,
    'signals',
    async (ctx, { symbol, page }) => await show(ctx, await signalsScreen(deps, ctx, { symbol, page })),
  );
  return composer;
}

async function signalsScreen(
  deps: BotDependencies,
  ctx: BotContext,
  { symbol, page }: { symbol: string | null; page: number },
): Promise<Screen> {
  const { texts, entitlement, nowMs } = ctx;
  // Pages are counted from the newest: several signals may share one time, so a time is no cursor.
  const limit = (page + 1) * PER_PAGE + 1;
  const found = await latestVisibleSignals(
    { tier: entitlement.tier, nowMs, limit, ...(symbol === null ? {} : { symbol }) },
    deps,
  );
  const shown = found.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const hasOlder = found.length > (page + 1) * PER_PAGE && page < LAST_PAGE;
  const delay = entitlement.tier === 'free' ? freeDelay(deps) : null;
  const lines =
    shown.length === 0
      ? [texts.signalsNone]
      : shown.map((entry, index) => `<b>${page * PER_PAGE + index + 1}</b>  ${signalLine(entry)}`);
  const text = [
    texts.signalsTitle(symbol, page),
    lines.join('\n\n'),
    ...(shown.length === 0 ? [] : [texts.signalsHint]),
    ...(deps.marketNote === null ? [] : [texts.marketNote(deps.marketNote)]),
    ...(delay === null ? [] : [texts.signalsDelayed(delay)]),
  ].join('\n\n');
  return { text, keyboard: signalsKeyboard(deps, ctx, { symbol, page, shown, hasOlder }) };
}

function signalsKeyboard(
  deps: BotDependencies,
  ctx: BotContext,
  list: {
    readonly symbol: string | null;
    readonly page: number;
    readonly shown: readonly LedgerEntry[];
    readonly hasOlder: boolean;
  },
): Keyboard {
  const { texts, entitlement } = ctx;
  const { symbol, page, shown, hasOlder } = list;
  const numbers = shown.map(({ signal }, index) =>
    actionButton(String(page * PER_PAGE + index + 1), { type: 'signal', id: shortSignalId(signal.id) }),
  );
  const pager = [
    page > 0
      ? actionButton(texts.buttonNewer, { type: 'signals', symbol, page: page - 1 })
      : actionButton(texts.buttonRefresh, { type: 'signals', symbol, page: 0 }),
    ...(hasOlder ? [actionButton(texts.buttonOlder, { type: 'signals', symbol, page: page + 1 })] : []),
  ];
  const last = [
    actionButton(texts.buttonMenu, { type: 'home' }),
    ...(entitlement.tier === 'free' ? [actionButton(texts.buttonSubscribe, { type: 'subscribe' })] : []),
  ];
  return [...(numbers.length === 0 ? [] : [numbers]), pager, ...pairRows(deps, ctx, symbol), last];
}

/** One button a pair, the current one marked; none where there is only one pair. */
function pairRows(deps: BotDependencies, { texts }: BotContext, current: string | null): Keyboard {
  const symbols = symbolsOf(deps.series);
  if (symbols.length < 2) return [];
  const marked = (name: string, symbol: string | null) =>
    actionButton(symbol === current ? `· ${name} ·` : name, { type: 'signals', symbol, page: 0 });
  return inRows([marked(texts.buttonAllMarkets, null), ...symbols.map((symbol) => marked(symbol, symbol))], 4);
}
