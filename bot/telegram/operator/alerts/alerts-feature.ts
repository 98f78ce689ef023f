import { Composer } from 'grammy';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { audit } from '../audit.ts';
import { forRight } from '../roles.ts';

/** The buttons of an alert: take it, or silence it. The board edits the messages, that of the button included. */
export function alertsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const allowed = forRight(composer, deps, { right: 'alerts', commands: [], actions: ['alert'] });
  onAction(allowed, 'alert', async (ctx, asked) => {
    const { alerts } = deps.operations;
    const hand = { by: ctx.account.telegramId, name: ctx.account.firstName };
    const answer =
      asked.step === 'acknowledge'
        ? await alerts.acknowledge(asked.id, hand)
        : await alerts.silence(asked.id, asked.hours, hand);
    if (answer === 'done')
      await audit(
        deps,
        ctx,
        asked.step === 'acknowledge'
          ? { act: 'alert-acknowledged', about: asked.id }
          : { act: 'alert-silenced', about: `${asked.id} ${asked.hours} h` },
      );
    await ctx.answerCallbackQuery({ text: ctx.texts.alertAnswer[answer] });
  });
  return composer;
}
