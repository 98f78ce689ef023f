import { Composer, GrammyError } from 'grammy';
import { isCharge } from '../../../billing/ledger-fact.ts';
import type { BotContext } from '../context.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { refundCharge, returnStars } from '../money/refund-charge.ts';
import { show } from '../views/show.ts';
import { forRight } from './roles.ts';

/** /refund CHARGE, for owners and admins: shows what it would return, and returns it at "/refund CHARGE yes". */
export function refundsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  forRight(composer, deps, { right: 'refunds', commands: ['refund'], actions: [] }).command(
    'refund',
    async (ctx) => await show(ctx, { text: await refundText(deps, ctx), keyboard: [] }),
  );
  return composer;
}

async function refundText(deps: BotDependencies, ctx: BotContext): Promise<string> {
  const { texts } = ctx;
  const [, chargeId, buyer, yes] =
    /^(\S{1,255})(?: (\d{1,16}))?( yes)?$/.exec((ctx.message?.text ?? '').replace(/^\S+\s*/, '').trim()) ?? [];
  if (chargeId === undefined) return texts.refundUsage;
  const { payments } = deps.stores;
  const found = (await payments.find('stars', chargeId)) ?? (await payments.find('stripe', chargeId));
  const charge = found !== null && isCharge(found) ? found : null;
  if (charge === null && buyer === undefined) return texts.refundUnknown(chargeId);
  if (yes === undefined)
    return charge === null
      ? texts.refundUnmatched(chargeId, Number(buyer))
      : texts.refundAsk(charge, charge.telegramId, chargeId);
  try {
    if (charge === null) await returnStars({ api: ctx.api }, Number(buyer), chargeId);
    else await refundCharge(outgoingOf(deps, ctx.api), charge);
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return texts.refundRefused(error.description);
  }
  return texts.refundDone(chargeId);
}
