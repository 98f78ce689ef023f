import { Composer } from 'grammy';
import { FREE_TIER, TIER_RIGHTS } from '../../../../billing/tiers.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { actionButton, type Screen, show } from '../../views/show.ts';

/** /apikey: makes, lists and revokes the reader's keys. A new key is shown once, in a message that nothing can show again. */
export function apiKeysFeature(deps: BotDependencies): Composer<BotContext> {
  const { apiKeys } = deps.stores;
  const composer = new Composer<BotContext>();
  composer.command('apikey', async (ctx) => await show(ctx, await keysScreen(deps, ctx)));
  onAction(composer, 'api-keys', async (ctx, { what }) => {
    await show(ctx, what === 'make' ? await madeScreen(deps, ctx) : await keysScreen(deps, ctx));
  });
  onAction(composer, 'revoke-key', async (ctx, { id, isSure }) => {
    const { texts, account, nowMs } = ctx;
    const own = (await apiKeys.live(account.telegramId, nowMs)).some(({ publicId }) => publicId === id);
    if (!own) return await show(ctx, await keysScreen(deps, ctx));
    if (isSure) {
      await apiKeys.revoke(id, nowMs);
      return await show(ctx, await keysScreen(deps, ctx));
    }
    const surely = actionButton(texts.buttonRevokeSurely, { type: 'revoke-key', id, isSure: true });
    await show(ctx, { text: texts.apiKeyRevokeAsk(id), keyboard: [[surely], [toKeys(ctx)]] });
  });
  return composer;
}

function toKeys({ texts }: BotContext) {
  return actionButton(texts.buttonApiKeys, { type: 'api-keys', what: 'look' });
}

/** Whether a tier has more of the API than everybody. */
function hasApi({ entitlement }: BotContext): boolean {
  return TIER_RIGHTS[entitlement.tier].apiPerMinute > TIER_RIGHTS[FREE_TIER].apiPerMinute;
}

async function keysScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, account, nowMs, entitlement } = ctx;
  const live = await deps.stores.apiKeys.live(account.telegramId, nowMs);
  const revoke = live.map(({ publicId }) => [
    actionButton(texts.buttonRevokeKey(publicId), { type: 'revoke-key', id: publicId, isSure: false }),
  ]);
  if (!hasApi(ctx)) {
    const subscribe = [actionButton(texts.buttonSubscribe, { type: 'subscribe' })];
    return { text: texts.apiKeyOffer(live), keyboard: [...revoke, subscribe] };
  }
  const make = [[actionButton(texts.buttonMakeKey, { type: 'api-keys', what: 'make' })]];
  return {
    text: texts.apiKeys(live, entitlement.tier),
    keyboard: [
      ...(live.length < 2 ? make : []),
      ...revoke,
      [actionButton(texts.buttonPlan, { type: 'plan' }), actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}

async function madeScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, account, nowMs, entitlement } = ctx;
  const { telegramId } = account;
  if (!hasApi(ctx)) return await keysScreen(deps, ctx);
  const order = { telegramId, tier: entitlement.tier, label: 'chat', expiresAtMs: null };
  const issued = await deps.stores.apiKeys.issue(order, nowMs);
  if (issued.type === 'refused') return await keysScreen(deps, ctx);
  return {
    text: texts.apiKeyMade(issued.key),
    keyboard: [[copyButton(texts.buttonCopyKey, issued.key)], [toKeys(ctx)]],
  };
}

function copyButton(text: string, copied: string) {
  return { text, copy_text: { text: copied } };
}
