import { Composer } from 'grammy';
import { settingsOf } from '../../../billing/reader-settings.ts';
import type { WhyAnswer } from '../../../engine/explainer.ts';
import { type Signal, shortSignalId } from '../../../engine/signals/signal.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { Texts } from '../messages/texts.ts';
import { sendPicture } from '../views/send-picture.ts';
import { messageOptions, show } from '../views/show.ts';
import { clearMarket } from './market-doubt.ts';
import { backButtons, explainAbsence, namesMarket } from './signal.ts';
import { showSignalsOf } from './signals.ts';

/** /why <id> and the button under a signal: what moved it, as a picture of bars with a sentence each. */
export function whyFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('why', async (ctx) => {
    if (namesMarket(ctx.match, deps.answers.series)) await showWhyOfNewest(deps, ctx, ctx.match);
    else await showWhy(deps, ctx, ctx.match.trim().toLowerCase());
  });
  onAction(composer, 'why', async (ctx, { id }) => {
    // Models take a moment to be read: the button is answered before it.
    await ctx.answerCallbackQuery();
    await showWhy(deps, ctx, id);
  });
  return composer;
}

/** "/why btc": why the newest signal of the pair that the reader may see. */
async function showWhyOfNewest(deps: BotDependencies, ctx: BotContext, words: string): Promise<void> {
  const asked = clearMarket(words, deps.answers.series);
  // Several pairs or a timeframe that is not followed: the list says so, and its signals have the button.
  if (asked.type !== 'clear') return await showSignalsOf(deps, ctx, words);
  const { symbol, timeframe } = asked;
  const { entitlement, nowMs } = ctx;
  const [newest] = await deps.answers.signals({
    ...{ tier: entitlement.tier, nowMs, limit: 1, symbol },
    ...(timeframe === null ? {} : { timeframe }),
  });
  if (newest === undefined) await show(ctx, { text: ctx.texts.signalsNone, keyboard: backButtons(ctx) });
  else await showWhy(deps, ctx, newest.signal.id);
}

/** Answers with a new message: what was pressed is a picture, or a list that is still wanted. */
export async function showWhy(deps: BotDependencies, ctx: BotContext, id: string): Promise<void> {
  const { texts, entitlement, nowMs } = ctx;
  if (id === '') return void (await ctx.reply(texts.whyUsage, messageOptions(backButtons(ctx))));
  await ctx.replyWithChatAction('upload_photo');
  const languageCode = texts.language.code;
  const found = await deps.answers.explanation({
    ...{ id, tier: entitlement.tier, nowMs },
    ...{ theme: settingsOf(ctx.account).theme, languageCode },
  });
  if (found.type !== 'explained') return await explainAbsence(ctx, id, found);
  const { shown, why, png } = found;
  const text = answerText(texts, why, shown.signal);
  const keyboard = backButtons(ctx);
  if (png === null) return void (await ctx.reply(text, messageOptions(keyboard)));
  await sendPicture(ctx, { png, name: `why-${shortSignalId(shown.signal.id)}.png`, caption: text, keyboard });
}

function answerText(texts: Texts, answer: WhyAnswer, signal: Signal): string {
  switch (answer.type) {
    case 'why':
      return texts.why(answer, signal);
    case 'trend':
      return texts.whyTrend(answer, signal);
    case 'no-model':
      return texts.whyNoModel;
    case 'no-candles':
      return texts.whyNoCandles;
  }
}
