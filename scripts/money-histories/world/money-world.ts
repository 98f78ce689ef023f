import type { Coupon } from '../../../billing/coupons/coupon.ts';
import type { ReferralReward } from '../../../billing/referrals/referral.ts';
import type { StartTimer } from '../../../bot/telegram/deadline.ts';
import { createRandom } from '../../../engine/random.ts';
import { createMemoryPartnerClaims, createMemoryPartners } from '../../../test/support/billing/memory-partners.ts';
import { createMemoryCardAccounts, createMemoryCardEvents } from '../../../test/support/fakes/memory-cards.ts';
import { createMemoryCoupons } from '../../../test/support/fakes/memory-coupons.ts';
import { createFaultDatabase } from '../../faults/world/database.ts';
import { createDisk, type Disk } from '../../faults/world/machine.ts';
import { createVirtualTime, type VirtualTime } from '../../faults/world/virtual-time.ts';
import type { Breaks } from './breaks.ts';
import { openPartnerSide, type PartnerSide } from './partner-side.ts';
import { openStarBooks, type StarBooks } from './star-books.ts';
import { openStripeSide, type StripeSide } from './stripe-side.ts';

/** What is kept of money and people, in memory; it outlives processes. */
export type MoneyStores = ReturnType<typeof createMoneyStores>;

/** Everything outside the product's processes. */
export interface MoneyWorld {
  readonly time: VirtualTime;
  readonly stores: MoneyStores;
  readonly disk: Disk;
  readonly books: StarBooks;
  readonly stripe: StripeSide;
  readonly partners: PartnerSide;
  readonly breaks: Breaks;
  /** What an invitation earns: days in one half of the histories, a share of each payment in the other. */
  readonly reward: ReferralReward;
  /** 16 hex digits, new at each call. */
  readonly newNonce: () => string;
  /** Card payments that the product told an operator of. */
  readonly unexplained: string[];
  /** What failed although nothing broke any more. */
  readonly failures: string[];
}

const START_MS = Date.UTC(2026, 8, 1);

const common = { plans: null, audience: 'everybody', most: null, untilMs: null, winBackDays: null } as const;
const made = { madeBy: 1, madeAtMs: START_MS, disabledAtMs: null } as const;
/** Three that lower a price or give days. */
const COUPONS: readonly Coupon[] = [
  { code: 'HALF', gift: { type: 'percent', percent: 50 }, ...common, mostEach: 1, ...made },
  { code: 'LESS', gift: { type: 'fixed', stars: 500, usdCents: 1_000 }, ...common, mostEach: 2, ...made },
  { code: 'DAYS', gift: { type: 'days', tier: 'pro', days: 9 }, ...common, mostEach: 1, ...made },
];

export const COMMISSION = { type: 'commission', share: 0.15, holdMs: 0, minimumMinor: 1 } as const;

export function openMoneyWorld(seed: number): MoneyWorld {
  const time = createVirtualTime(START_MS);
  let nonces = 0;
  return {
    reward: seed % 2 === 0 ? { type: 'days', days: 5 } : COMMISSION,
    ...{
      time,
      stores: createMoneyStores(time.startTimer),
      disk: createDisk(),
      books: openStarBooks(),
      unexplained: [],
      failures: [],
    },
    stripe: openStripeSide(time.nowMs),
    partners: openPartnerSide(),
    breaks: { random: createRandom(seed), rate: 0, effects: 0, killAfter: new Set(), isDatabaseAway: false },
    newNonce() {
      nonces += 1;
      return nonces.toString(16).padStart(16, '0');
    },
  };
}

function createMoneyStores(startTimer: StartTimer) {
  const used = new Set<string>();
  const database = createFaultDatabase(startTimer);
  const cardAccounts = createMemoryCardAccounts();
  const partners = createMemoryPartners();
  const partnerClaims = createMemoryPartnerClaims();
  return {
    ...database,
    personal: {
      ...database.personal,
      async move(from: number, to: number) {
        database.links.handOver(from, to);
        cardAccounts.handOver(from, to);
        partners.handOver(from, to);
        partnerClaims.handOver(from, to);
      },
    },
    coupons: createMemoryCoupons(COUPONS),
    cardAccounts,
    partners,
    partnerClaims,
    cardEvents: createMemoryCardEvents(),
    usedCodes: {
      isUsed: async (code: string) => used.has(code),
      async use(code: string) {
        const isNew = !used.has(code);
        used.add(code);
        return isNew;
      },
    },
  };
}
