import { Composer } from 'grammy';
import type { WhyAnswer } from '../../../engine/explainer.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { Texts } from '../locales/texts.ts';
import { messageOptions } from '../show.ts';
import { backButtons, signalFor } from './signal.ts';

/** /why <id> and the button under a signal: which features moved it. */
export function whyFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('why', async (ctx) => await showWhy(deps, ctx, ctx.match.trim().toLowerCase()));
  onAction(composer, 'why', async (ctx, { id }) => {
    // Models take a moment to be read: the button is answered before it.
    await ctx.answerCallbackQuery();
    await showWhy(deps, ctx, id);
  });
  return composer;
}

/** Answers with a new message: what was pressed is a picture, or a list that is still wanted. */
async function showWhy(deps: BotDependencies, ctx: BotContext, id: string): Promise<void> {
  const { texts } = ctx;
  const entry = await signalFor(deps, ctx, { id, usage: texts.whyUsage });
  if (entry === null) return;
  await ctx.replyWithChatAction('typing');
  const answer = await deps.explain(entry.signal);
  await ctx.reply(answerText(texts, answer, entry.signal), messageOptions(backButtons(ctx)));
}

function answerText(texts: Texts, answer: WhyAnswer, signal: Signal): string {
  switch (answer.type) {
    case 'why':
      return texts.why(answer, signal);
    case 'no-model':
      return texts.whyNoModel;
    case 'no-candles':
      return texts.whyNoCandles;
  }
}
