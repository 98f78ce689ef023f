import { Composer } from 'grammy';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import type { ActionOf } from '../../views/action.ts';
import { showPicture } from '../../views/send-picture.ts';
import { actionButton, type Keyboard, show } from '../../views/show.ts';
import { clearMarket, marketDoubtScreen } from '../market-doubt.ts';
import { pairButtons, pairsPageOf } from '../pair-buttons.ts';

type Shown = Omit<ActionOf<'calibration'>, 'type'>;

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
      menu: pairRows(deps, ctx, { symbol: null }),
    };
    await show(ctx, marketDoubtScreen(deps.answers, ctx, { doubt: asked.doubt, choice }));
  });
  onAction(composer, 'calibration', async (ctx, shown) => await showCalibration(deps, ctx, shown));
  return composer;
}

async function showCalibration(deps: BotDependencies, ctx: BotContext, shown: Shown): Promise<void> {
  const { texts, nowMs } = ctx;
  const { symbol } = shown;
  if (ctx.callbackQuery === undefined) await ctx.replyWithChatAction('upload_photo');
  const { reading, png } = await deps.answers.calibrationPicture({
    ...{ nowMs, theme: null, languageCode: texts.language.code },
    ...(symbol === null ? {} : { symbol }),
  });
  const note = deps.answers.marketNote(texts.language);
  const caption = texts.calibration(reading.overall, { market: symbol, note });
  const keyboard: Keyboard = [
    ...pairRows(deps, ctx, shown),
    [actionButton(texts.buttonTrack, { type: 'track', symbol }), actionButton(texts.buttonMenu, { type: 'home' })],
  ];
  if (png === null) return await show(ctx, { text: caption, keyboard });
  await showPicture(ctx, { png, name: 'calibration.png', caption, keyboard });
}

function pairRows(deps: BotDependencies, ctx: BotContext, { symbol, pairsPage }: Shown): Keyboard {
  return pairButtons(deps.answers, ctx, {
    current: symbol,
    page: pairsPage ?? pairsPageOf(deps.answers.series, symbol),
    choose: (chosen, at) => ({ type: 'calibration', symbol: chosen, pairsPage: at }),
    leaf: (at) => ({ type: 'calibration', symbol, pairsPage: at }),
  });
}
