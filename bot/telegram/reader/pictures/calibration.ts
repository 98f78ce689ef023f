import { Composer } from 'grammy';
import { settingsOf } from '../../../../billing/reader-settings.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { show } from '../../views/show.ts';
import { clearMarket, marketDoubtScreen } from '../market-doubt.ts';
import { pictureRows, type ShownPair, showPairPicture } from './show-pair-picture.ts';

/** /calibration [pair]: stated chances against what came, as a picture. */
export function calibrationFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('calibration', async (ctx) => {
    const asked = clearMarket(ctx.match, deps.answers.series);
    if (asked.type !== 'doubt')
      return await showCalibration(deps, ctx, { symbol: asked.type === 'clear' ? asked.symbol : null });
    const choice = {
      withTimeframe: false,
      choose: (symbol: string) => ({ type: 'calibration', symbol }) as const,
      menu: pictureRows(deps, ctx, { type: 'calibration', shown: { symbol: null } }),
    };
    await show(ctx, marketDoubtScreen(deps.answers, ctx, { doubt: asked.doubt, choice }));
  });
  onAction(composer, 'calibration', async (ctx, shown) => await showCalibration(deps, ctx, shown));
  return composer;
}

async function showCalibration(deps: BotDependencies, ctx: BotContext, shown: ShownPair): Promise<void> {
  const { texts, nowMs } = ctx;
  const { symbol } = shown;
  if (ctx.callbackQuery === undefined) await ctx.replyWithChatAction('upload_photo');
  const { reading, png } = await deps.answers.calibrationPicture({
    ...{ nowMs, theme: settingsOf(ctx.account).theme, languageCode: texts.language.code },
    ...(symbol === null ? {} : { symbol }),
  });
  const note = deps.answers.marketNote(texts.language);
  const caption = texts.calibration(reading.overall, { market: symbol, note });
  await showPairPicture(deps, ctx, { type: 'calibration', shown, png, caption });
}
