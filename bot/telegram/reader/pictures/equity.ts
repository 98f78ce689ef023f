import { Composer } from 'grammy';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import type { ActionOf } from '../../views/action.ts';
import { showPicture } from '../../views/send-picture.ts';
import { actionButton, type Keyboard, show } from '../../views/show.ts';
import { pairButtons, pairsPageOf } from '../pair-buttons.ts';

type Shown = Omit<ActionOf<'equity'>, 'type'>;

/** The button under /track: what was worth trading, added up, and how far it fell, as a picture. */
export function equityFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  onAction(composer, 'equity', async (ctx, shown) => await showEquity(deps, ctx, shown));
  return composer;
}

async function showEquity(deps: BotDependencies, ctx: BotContext, shown: Shown): Promise<void> {
  const { texts } = ctx;
  const { symbol } = shown;
  const { record, png } = await deps.answers.equityPicture({
    ...{ theme: null, languageCode: texts.language.code },
    ...(symbol === null ? {} : { symbol }),
  });
  const note = deps.answers.marketNote(texts.language);
  const caption = texts.equity(record.netSums, { market: symbol, note });
  const keyboard: Keyboard = [
    ...pairRows(deps, ctx, shown),
    [actionButton(texts.buttonTrack, { type: 'track', symbol }), actionButton(texts.buttonMenu, { type: 'home' })],
  ];
  if (png === null) return await show(ctx, { text: caption, keyboard });
  await showPicture(ctx, { png, name: 'equity.png', caption, keyboard });
}

function pairRows(deps: BotDependencies, ctx: BotContext, { symbol, pairsPage }: Shown): Keyboard {
  return pairButtons(deps.answers, ctx, {
    current: symbol,
    page: pairsPage ?? pairsPageOf(deps.answers.series, symbol),
    choose: (chosen, at) => ({ type: 'equity', symbol: chosen, pairsPage: at }),
    leaf: (at) => ({ type: 'equity', symbol, pairsPage: at }),
  });
}
