import { Composer } from 'grammy';
import { settingsOf } from '../../../../billing/reader-settings.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { type ShownPair, showPairPicture } from './show-pair-picture.ts';

/** The button under /track: what was worth trading, added up, and how far it fell, as a picture. */
export function equityFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  onAction(composer, 'equity', async (ctx, shown) => await showEquity(deps, ctx, shown));
  return composer;
}

async function showEquity(deps: BotDependencies, ctx: BotContext, shown: ShownPair): Promise<void> {
  const { texts } = ctx;
  const { symbol } = shown;
  const { record, png } = await deps.answers.equityPicture({
    ...{ theme: settingsOf(ctx.account).theme, languageCode: texts.language.code },
    ...(symbol === null ? {} : { symbol }),
  });
  const note = deps.answers.marketNote(texts.language);
  const caption = texts.equity(record.netSums, { market: symbol, note });
  await showPairPicture(deps, ctx, { type: 'equity', shown, png, caption });
}
