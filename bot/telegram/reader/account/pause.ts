import { Composer } from 'grammy';
import { pauseFact, refusePause } from '../../../../billing/lifecycle/pause.ts';
import { type BotContext, onAction } from '../../context.ts';
import { type BotDependencies, outgoingOf } from '../../dependencies.ts';
import { removeFromClosedChannels } from '../../jobs/remove-expired.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';

/** A pause of prepaid time, from /plan: time stands still and the channels close until it is taken up again. */
export function pauseFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  onAction(composer, 'pause-plan', async (ctx, { what }) => await show(ctx, await pauseScreen(deps, ctx, what)));
  return composer;
}

/** The button that /plan shows: to pause what may be paused, or to go on. */
export async function pauseRow(
  { stores }: BotDependencies,
  { texts, account, entitlement, nowMs }: BotContext,
): Promise<Keyboard> {
  if (entitlement.state === 'paused')
    return [[actionButton(texts.buttonResumePlan, { type: 'pause-plan', what: 'resume' })]];
  const refusal = refusePause(await stores.payments.ofAccount(account.telegramId), nowMs);
  return refusal === null ? [[actionButton(texts.buttonPausePlan, { type: 'pause-plan', what: 'ask' })]] : [];
}

async function pauseScreen(deps: BotDependencies, ctx: BotContext, what: 'ask' | 'pause' | 'resume'): Promise<Screen> {
  const { texts, account, nowMs } = ctx;
  const { telegramId } = account;
  const { payments } = deps.stores;
  const toPlan = [actionButton(texts.buttonPlan, { type: 'plan' })];
  const why = String(ctx.update.update_id);
  if (what === 'resume') {
    // A button of before has nothing to write down: the ledger keeps each fact, and money is never limited.
    if (ctx.entitlement.state !== 'paused') return { text: texts.toastOldButton, keyboard: [toPlan] };
    await payments.append(pauseFact('resumed', { telegramId, atMs: nowMs, why }));
    return { text: texts.planResumed, keyboard: [toPlan] };
  }
  const refusal = refusePause(await payments.ofAccount(telegramId), nowMs);
  if (refusal !== null) return { text: texts.pauseRefused[refusal], keyboard: [toPlan] };
  if (what === 'ask')
    return {
      text: texts.pauseAsk,
      keyboard: [[actionButton(texts.buttonPausePlanSurely, { type: 'pause-plan', what: 'pause' })], toPlan],
    };
  await payments.append(pauseFact('paused', { telegramId, atMs: nowMs, why }));
  await removeFromClosedChannels(outgoingOf(deps, ctx.api), telegramId, nowMs);
  return { text: texts.planPaused, keyboard: [toPlan] };
}
