import { Composer } from 'grammy';
import { entitlementAt } from '../../../billing/entitlement.ts';
import { mayTry, trialFact } from '../../../billing/lifecycle/trial.ts';
import { TRIAL } from '../../../billing/plans.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, linkButton, type Screen, show } from '../views/show.ts';
import { closedScreen } from './closed-screen.ts';
import { pseudonymOf } from './pseudonym.ts';

/** /trial: some days of a tier for free, once, without a payment or anything that renews. */
export function trialFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('trial', async (ctx) => await show(ctx, await trialScreen(deps, ctx)));
  onAction(composer, 'trial', async (ctx) => await show(ctx, await trialScreen(deps, ctx)));
  return composer;
}

async function trialScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const closed = await closedScreen(deps, ctx);
  if (closed !== null) return closed;
  const { texts, account, nowMs } = ctx;
  const { payments } = deps.stores;
  const { telegramId } = account;
  // Who was forgotten and comes back has had theirs.
  const forgotten = trialFact(pseudonymOf(deps.telegram.token, telegramId), nowMs);
  const isNew =
    mayTry(await payments.ofAccount(telegramId)) &&
    (await payments.find('grant', forgotten.externalId)) === null &&
    (await payments.append(trialFact(telegramId, nowMs))) === 'appended';
  if (!isNew)
    return {
      text: texts.trialUsed,
      keyboard: [
        [actionButton(texts.buttonSubscribe, { type: 'subscribe' })],
        [actionButton(texts.buttonPlan, { type: 'plan' })],
      ],
    };
  const { paidUntilMs } = entitlementAt(await payments.ofAccount(telegramId), nowMs);
  const channel = deps.telegram.channels[TRIAL.tier];
  const link = channel?.inviteLink ?? null;
  return {
    text: texts.trialStarted(TRIAL.tier, paidUntilMs ?? nowMs),
    keyboard: [
      ...(channel === null || link === null ? [] : [[linkButton(texts.buttonOpenChannel(channel.title), link)]]),
      [
        actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
        actionButton(texts.buttonPlan, { type: 'plan' }),
      ],
    ],
  };
}
