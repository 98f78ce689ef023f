import { PLANS } from '../plans.ts';
import { isPaid, PAID_TIERS, parseTier } from '../tiers.ts';
import { DAY_MS } from '../time.ts';
import { AUDIENCES, type Coupon, type CouponGift, parseCode } from './coupon.ts';

type Draft = Omit<Coupon, 'madeBy' | 'madeAtMs' | 'disabledAtMs'>;

/**
 * A coupon in an operator's words, "SUMMER 20% plan=pro-year uses=100 each=1 until=2027-01-31 for=new back=14", "WELCOME 7d",
 * "TRY trial 14d elite", "LESS 500stars 1000cents"; null for what cannot be understood.
 */
export function parseCoupon(words: readonly string[]): Draft | null {
  const [first = '', ...rest] = words;
  const code = parseCode(first);
  const options = new Map<string, string>();
  const plain: string[] = [];
  for (const word of rest) {
    const [, name, value] = /^(plan|uses|each|until|for|back)=(\S+)$/.exec(word) ?? [];
    if (name === undefined || value === undefined) plain.push(word);
    else options.set(name, value);
  }
  const gift = readGift(plain);
  const audience = AUDIENCES.find((each) => each === (options.get('for') ?? 'everybody'));
  const plans = options.get('plan')?.split(',') ?? null;
  const numbers = {
    most: readCount(options.get('uses')),
    each: readCount(options.get('each')),
    back: readCount(options.get('back')),
  };
  const untilMs = readDay(options.get('until'));
  if (code === null || gift === null || audience === undefined || untilMs === undefined) return null;
  if (numbers.most === undefined || numbers.each === undefined || numbers.back === undefined) return null;
  if (plans?.some((id) => !PLANS.some((plan) => plan.id === id)) === true) return null;
  return {
    code,
    gift,
    plans,
    audience,
    most: numbers.most,
    mostEach: numbers.each ?? 1,
    untilMs,
    winBackDays: numbers.back,
  };
}

function readGift(words: readonly string[]): CouponGift | null {
  const text = words.join(' ').toLowerCase();
  const [, percent] = /^(\d{1,2})%$/.exec(text) ?? [];
  if (percent !== undefined && Number(percent) > 0) return { type: 'percent', percent: Number(percent) };
  const [, stars, cents] = /^(\d{1,6})stars (\d{1,7})cents$/.exec(text) ?? [];
  if (stars !== undefined && cents !== undefined) {
    const off = { stars: Number(stars), usdCents: Number(cents) };
    return off.stars === 0 || off.usdCents === 0 ? null : { type: 'fixed', ...off };
  }
  const [, trial, days, tierName] = /^(trial )?(\d{1,3})d(?: (\w+))?$/.exec(text) ?? [];
  const tier = tierName === undefined ? PAID_TIERS[0] : parseTier(tierName);
  if (days === undefined || Number(days) === 0 || tier === undefined || tier === null || !isPaid(tier)) return null;
  return { type: trial === undefined ? 'days' : 'trial', tier, days: Number(days) };
}

/** Null when it is not there, undefined when it cannot be read. */
function readCount(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

/** The end of a day of UTC. */
function readDay(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  const startMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(startMs) ? undefined : startMs + DAY_MS;
}
