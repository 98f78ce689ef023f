import { Composer } from 'grammy';
import { parseCode } from '../../../billing/coupons/coupon.ts';
import { parseCoupon } from '../../../billing/coupons/parse-coupon.ts';
import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { forRight } from './roles.ts';

/** /coupon: lists them; with words behind it makes one; "CODE off" disables one. For whoever may give money back. */
export function couponsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  forRight(composer, deps, { right: 'refunds', commands: ['coupon'], actions: [] }).command('coupon', async (ctx) => {
    await show(ctx, { text: await couponText(deps, ctx), keyboard: adminBack(ctx) });
  });
  return composer;
}

async function couponText(deps: BotDependencies, ctx: BotContext): Promise<string> {
  const { texts, account, nowMs } = ctx;
  const { coupons } = deps.stores;
  const words = (ctx.message?.text ?? '').trim().split(/\s+/).slice(1);
  if (words.length === 0) return texts.coupons(await coupons.all());
  const [first = '', second] = words;
  const code = parseCode(first);
  if (code !== null && second === 'off' && words.length === 2) {
    await coupons.disable(code, nowMs);
    await audit(deps, ctx, { act: 'coupon-disabled', about: code });
    return texts.couponDisabled(code);
  }
  const draft = parseCoupon(words);
  if (draft === null) return texts.couponUsage;
  const made = { ...draft, madeBy: account.telegramId, madeAtMs: nowMs, disabledAtMs: null };
  if (!(await coupons.create(made))) return texts.couponTaken(draft.code);
  await audit(deps, ctx, { act: 'coupon-made', about: draft.code });
  return texts.couponMade(draft.code);
}
