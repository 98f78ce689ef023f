import { Composer } from 'grammy';
import { languageOf } from '../../../../billing/reader-settings.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { textsFor } from '../../messages/texts.ts';
import { sendScreen } from '../../views/show.ts';
import { giftRefusal, giveGift, givenScreen } from './gift.ts';

/**
 * A paid present for somebody whom the buyer chooses in Telegram's own list: a bot cannot find a person by their @username. Who has
 * never met the bot cannot be written to, so for them it stays with the link.
 */
export function giftPickerFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  onAction(composer, 'gift-to', async (ctx, { order }) => {
    const { texts } = ctx;
    const button = {
      text: texts.buttonGiftChoose,
      request_users: { request_id: requestIdOf(order), max_quantity: 1, user_is_bot: false },
    };
    await ctx.reply(texts.giftChoose, {
      reply_markup: { keyboard: [[button]], resize_keyboard: true, one_time_keyboard: true },
    });
    await ctx.answerCallbackQuery();
  });
  composer.on('message:users_shared', async (ctx) => {
    const { request_id: requestId, users } = ctx.message.users_shared;
    const telegramId = users[0]?.user_id;
    const order = await orderOf(deps, ctx.account.telegramId, requestId);
    const text =
      order === null || telegramId === undefined
        ? ctx.texts.giftUnknown
        : await handOver(deps, ctx, { order, telegramId });
    await ctx.reply(text, { parse_mode: 'HTML', reply_markup: { remove_keyboard: true } });
  });
  return composer;
}

/** A request's number is 31 bits: enough to tell the presents of one buyer apart, so nothing has to be kept. */
function requestIdOf(order: string): number {
  return Number.parseInt(order.slice(0, 7), 16);
}

async function orderOf({ stores }: BotDependencies, buyerId: number, requestId: number): Promise<string | null> {
  const lines = await stores.payments.ofAccount(buyerId);
  const orders = lines.flatMap((fact) =>
    fact.type === 'paid' && fact.gift && fact.order !== null ? [fact.order] : [],
  );
  return orders.find((order) => requestIdOf(order) === requestId) ?? null;
}

/** Gives the present, writes to whom it is for, and says to the buyer what became of it. */
async function handOver(
  deps: BotDependencies,
  ctx: BotContext,
  { order, telegramId }: { readonly order: string; readonly telegramId: number },
): Promise<string> {
  const { texts, nowMs } = ctx;
  const receiver = await deps.stores.accounts.find(telegramId);
  if (receiver === null || receiver.unreachable)
    return texts.giftNotMet(`https://t.me/${ctx.me.username}?start=gift_${order}`);
  const given = await giveGift(deps, order, { telegramId, nowMs });
  if (given !== 'given') return giftRefusal(texts, given);
  const screen = await givenScreen(deps, textsFor(languageOf(receiver)), { telegramId, nowMs });
  await sendScreen({ api: ctx.api, accounts: deps.stores.accounts }, telegramId, screen);
  return texts.giftGiven(receiver.firstName);
}
