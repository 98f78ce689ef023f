import { Composer, InputFile } from 'grammy';
import { standingAt } from '../../../../billing/entitlement.ts';
import { type BotContext, onAction } from '../../context.ts';
import { type BotDependencies, outgoingOf } from '../../dependencies.ts';
import { removeFromClosedChannels } from '../../jobs/remove-expired.ts';
import { cancelSubscription } from '../../money/cancel-subscription.ts';
import { pseudonymOf } from '../../money/pseudonym.ts';
import { actionButton, type Screen, show } from '../../views/show.ts';

/** /export: all that is stored of the reader, as a file. /deletemydata: asks once and forgets them; sales stay under a pseudonym. */
export function ownDataFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const sendFile = async (ctx: BotContext): Promise<void> => {
    const { telegramId } = ctx.account;
    const data = await deps.stores.personal.read(telegramId);
    const told = { telegramId, exportedAt: new Date(ctx.nowMs).toISOString(), ...data };
    const file = new InputFile(Buffer.from(JSON.stringify(told, null, 2)), 'my-data.json');
    await ctx.replyWithDocument(file, { caption: ctx.texts.exported });
  };
  composer.command('export', sendFile);
  onAction(composer, 'own-data', async (ctx, { what }) => {
    if (what === 'export') {
      await ctx.answerCallbackQuery();
      return await sendFile(ctx);
    }
    await erase(deps, ctx);
    await show(ctx, { text: ctx.texts.erased, keyboard: [] });
  });
  composer.command('deletemydata', async (ctx) => await show(ctx, askScreen(ctx)));
  return composer;
}

function askScreen({ texts, entitlement }: BotContext): Screen {
  return {
    text: texts.eraseAsk(entitlement),
    keyboard: [
      [actionButton(texts.buttonExport, { type: 'own-data', what: 'export' })],
      [actionButton(texts.buttonEraseSurely, { type: 'own-data', what: 'erase' })],
      [actionButton(texts.buttonCancel, { type: 'cancel' })],
    ],
  };
}

/** Nothing is charged for somebody who is forgotten: subscriptions end first, then the doors close, then the data go. */
async function erase(deps: BotDependencies, ctx: BotContext): Promise<void> {
  const { telegramId } = ctx.account;
  const { payments, personal } = deps.stores;
  const { subscriptions } = standingAt(await payments.ofAccount(telegramId), ctx.nowMs);
  for (const each of subscriptions.filter(({ renews }) => renews))
    await cancelSubscription({ api: ctx.api, payments, cards: deps.cards }, each, { atMs: ctx.nowMs, why: 'erased' });
  const pseudonym = pseudonymOf(deps.telegram.token, telegramId);
  await payments.forget({ telegramId, pseudonym });
  await removeFromClosedChannels(outgoingOf(deps, ctx.api), telegramId, ctx.nowMs);
  await personal.erase({ telegramId, pseudonym });
  deps.log({ type: 'person-forgotten', pseudonym });
}
