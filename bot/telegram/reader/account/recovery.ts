import { createHash } from 'node:crypto';
import { Composer } from 'grammy';
import { languageOf } from '../../../../billing/reader-settings.ts';
import { type BotContext, onAction } from '../../context.ts';
import { type BotDependencies, outgoingOf } from '../../dependencies.ts';
import { RECOVERY_WAIT_MS } from '../../jobs/move-accounts.ts';
import { textsFor } from '../../messages/texts.ts';
import { sendOnce } from '../../send-once.ts';
import { actionButton, type Screen, show } from '../../views/show.ts';

/** /recovery shows a code once. /recover CODE, from a new account, moves everything there when the old one was warned and a day passed. */
export function recoveryFeature(deps: BotDependencies): Composer<BotContext> {
  const { links } = deps.stores;
  const composer = new Composer<BotContext>();
  composer.command('recovery', async (ctx) => {
    const code = deps.runtime.newNonce().toUpperCase();
    await links.setRecovery(ctx.account.telegramId, hashOf(code));
    const shown = code.replace(/(.{4})(?=.)/g, '$1-');
    await show(ctx, { text: ctx.texts.recoveryCode(shown), keyboard: [] });
  });
  composer.command('recover', async (ctx) => await show(ctx, await askScreen(deps, ctx)));
  onAction(composer, 'stop-move', async (ctx) => {
    await links.stopMove(ctx.account.telegramId);
    // The code was in other hands: it opens nothing any more.
    await links.setRecovery(ctx.account.telegramId, '');
    await show(ctx, { text: ctx.texts.moveStopped, keyboard: [] });
  });
  return composer;
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

async function askScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, account, nowMs } = ctx;
  const { links, accounts } = deps.stores;
  const code =
    ctx.message?.text
      ?.replace(/^\S+\s*/, '')
      .replaceAll('-', '')
      .trim()
      .toUpperCase() ?? '';
  if (!/^[0-9A-F]{16}$/.test(code)) return { text: texts.recoverUsage, keyboard: [] };
  const old = await links.findByRecovery(hashOf(code));
  if (old === null || old.telegramId === account.telegramId) return { text: texts.recoverUnknown, keyboard: [] };
  await links.askMove(old.telegramId, { toTelegramId: account.telegramId, askedAtMs: nowMs });
  const move = (await links.find(old.telegramId))?.move;
  if (move?.toTelegramId !== account.telegramId) return { text: texts.recoverUnknown, keyboard: [] };
  const atMs = move.askedAtMs + RECOVERY_WAIT_MS;
  const warned = await accounts.find(old.telegramId);
  const oldTexts = textsFor(languageOf(warned));
  await sendOnce(outgoingOf(deps, ctx.api), {
    key: `move|${old.telegramId}|${move.askedAtMs}`,
    chatId: old.telegramId,
    screen: {
      text: oldTexts.moveWarning(account.firstName, atMs),
      keyboard: [[actionButton(oldTexts.buttonStopMove, { type: 'stop-move' })]],
    },
    repeatNote: oldTexts.maybeRepeated,
  });
  return { text: texts.moveAsked(atMs), keyboard: [] };
}
