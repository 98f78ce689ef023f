import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimOver, type PartnerClaim, parseUid } from '../../../billing/partners/claim.ts';
import { openClickToken, sealClickToken } from '../../../billing/partners/click-token.ts';
import { type IncomeFact, partnerIncome, reversalOf } from '../../../billing/partners/income.ts';
import { incomeCsv } from '../../../billing/partners/income-csv.ts';
import { decimalsOf, minorOf } from '../../../billing/partners/minor-of.ts';
import { mayShowPartner, partnerUrl } from '../../../billing/partners/partner.ts';
import { rewardFact } from '../../../billing/partners/reward.ts';
import { revocationOf } from '../../../billing/referrals/referral.ts';
import { STAGE_PARTNER } from '../../support/stage/stage-partners.ts';

const DEPOSIT: IncomeFact = {
  ...{ partner: 'broker', externalId: 'e1', of: null, kind: 'deposit', amountMinor: 2_500, currency: 'USD' },
  ...{ uid: 'U1', clickId: 'c1', telegramId: 7, signalId: 'a1b2c3', atMs: 1_000, heldUntilMs: 5_000 },
};
const CLAIM: PartnerClaim = {
  partner: 'broker',
  uid: 'U1',
  telegramId: 7,
  state: 'confirmed',
  atMs: 5,
  by: 'lookup',
  isFinished: true,
};

describe('an amount', () => {
  it.each([
    ['25', 'USD', 2_500],
    ['25.5', 'USD', 2_550],
    ['0.019', 'USD', 1],
    ['1234.99', 'JPY', 1_234],
    ['1.2345', 'KWD', 1_234],
    ['0.00000001', 'BTC', 1],
    ['1.1234567', 'USDT', 1_123_456],
    ['0.1', 'EUR', 10],
    ['-1', 'USD', null],
    ['1e3', 'USD', null],
    ['1,000', 'USD', null],
    ['', 'USD', null],
    [' 1', 'USD', null],
    ['9999999999999', 'USD', null],
    ['999999999999', 'BTC', null],
  ])('%s %s is %s', (amount, currency, minor) => {
    expect(minorOf(amount, currency)).toBe(minor);
  });

  it('of whole minor units comes back exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'BTC'),
        (minor, currency) => {
          const decimals = decimalsOf(currency);
          const digits = String(minor).padStart(decimals + 1, '0');
          const cut = digits.length - decimals;
          const amount = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
          expect(minorOf(amount, currency)).toBe(minor);
        },
      ),
    );
  });
});

describe('a token of a click', () => {
  const sealed = { telegramId: 7_000_000_000, untilMs: 10_000_000, nonce: '0123456789abcdef' };
  it('says whose it is to us alone, until its time is over', () => {
    const token = sealClickToken('secret', sealed);
    expect(openClickToken('secret', token, 9_999_000)).toBe(7_000_000_000);
    expect(openClickToken('secret', token, 10_001_000)).toBeNull();
    expect(openClickToken('other', token, 0)).toBeNull();
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('7000000000');
  });

  it('is nobody’s after any change', () => {
    const token = sealClickToken('secret', sealed);
    fc.assert(
      fc.property(fc.nat(47), fc.constantFrom(...'AZaz09_-'), (at, letter) => {
        fc.pre(token[at] !== letter);
        const changed = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
        expect(openClickToken('secret', changed, 0)).toBeNull();
      }),
    );
    expect(openClickToken('secret', '', 0)).toBeNull();
  });
});

describe('income', () => {
  it('is held, then due, by partner, signal and currency; what was taken back is neither, in any order', () => {
    const other = { ...DEPOSIT, externalId: 'e2', signalId: null, currency: 'EUR', kind: 'registration' } as const;
    const facts = [DEPOSIT, reversalOf(DEPOSIT, 2_000), { ...DEPOSIT, externalId: 'e3' }, other];
    const now = partnerIncome(facts, 4_999);
    expect(now).toMatchObject([
      { signalId: 'a1b2c3', currency: 'USD', deposits: 1, reversed: 1, heldMinor: 2_500, dueMinor: 0 },
      { signalId: null, currency: 'EUR', registrations: 1, deposits: 0, heldMinor: 2_500, dueMinor: 0 },
    ]);
    expect(partnerIncome(facts, 5_000)[0]).toMatchObject({ heldMinor: 0, dueMinor: 2_500 });
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        expect(partnerIncome(shuffled, 4_999)).toEqual(now);
      }),
    );
  });

  it('sums to what its lines sum to', () => {
    const event = fc.record({
      id: fc.nat(20),
      amountMinor: fc.nat(1_000),
      isReversed: fc.boolean(),
      held: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(event, { selector: ({ id }) => id }), (events) => {
        const facts = events.flatMap(({ id, amountMinor, isReversed, held }) => {
          const fact = { ...DEPOSIT, externalId: `e${id}`, amountMinor, heldUntilMs: held ? 9 : 1 };
          return isReversed ? [fact, reversalOf(fact, 3)] : [fact];
        });
        const rows = partnerIncome(facts, 5);
        const total = rows.reduce((sum, { heldMinor, dueMinor }) => sum + heldMinor + dueMinor, 0);
        expect(total).toBe(facts.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
      }),
    );
  });

  it('is a file that no spreadsheet takes for formulas', () => {
    const csv = incomeCsv([{ ...DEPOSIT, externalId: '=1+1', uid: '@x' }, reversalOf({ ...DEPOSIT, atMs: 0 }, 0)]);
    expect(csv.split('\r\n')).toEqual([
      'time,partner,event,kind,takes_back,amount_minor,currency,signal,uid,click',
      '1970-01-01T00:00:00.000Z,broker,e1:reversed,deposit,e1,-2500,USD,a1b2c3,U1,c1',
      "1970-01-01T00:00:01.000Z,broker,'=1+1,deposit,,2500,USD,a1b2c3,'@x,c1",
      '',
    ]);
  });
});

describe('a reward', () => {
  const trader = { telegramId: 7, claims: [], income: [], ledger: [] };
  const given = rewardFact(STAGE_PARTNER, { ...trader, income: [DEPOSIT] }, 9);
  it('comes once with the configured event, and goes with it', () => {
    if (given === null) throw new Error('expected a reward');
    expect(given).toMatchObject({
      type: 'granted',
      externalId: 'partner:broker:uid:U1',
      tier: 'pro',
      reason: 'partner',
    });
    expect(rewardFact(STAGE_PARTNER, { ...trader, income: [DEPOSIT], ledger: [given] }, 9)).toBeNull();
    const gone = { ...trader, income: [DEPOSIT, reversalOf(DEPOSIT, 2)], ledger: [given] };
    expect(rewardFact(STAGE_PARTNER, gone, 9)).toEqual(revocationOf(given, 9));
    expect(rewardFact(STAGE_PARTNER, { ...gone, ledger: [given, revocationOf(given, 9)] }, 9)).toBeNull();
  });

  it.each([
    ['a registration where a deposit is asked for', { income: [{ ...DEPOSIT, kind: 'registration' as const }] }],
    ['a list that knows no deposits', { claims: [CLAIM] }],
    ['a claim that waits', { claims: [{ ...CLAIM, state: 'pending' as const, by: null }] }],
    ['a claim that a postback alone confirmed', { claims: [{ ...CLAIM, by: 'postback' as const }] }],
  ])('does not come with %s', (_name, more) => {
    expect(rewardFact(STAGE_PARTNER, { ...trader, ...more }, 9)).toBeNull();
  });

  it('comes with an operator’s word, for registrations with the partner’s list, and not where none is set', () => {
    const byOperator = { ...trader, claims: [{ ...CLAIM, by: 'operator' as const }] };
    expect(rewardFact(STAGE_PARTNER, byOperator, 9)).toMatchObject({ externalId: 'partner:broker:uid:U1' });
    const onRegistration = { ...STAGE_PARTNER, reward: { tier: 'pro', days: 7, on: 'registration' } } as const;
    expect(rewardFact(onRegistration, { ...trader, claims: [CLAIM] }, 9)).toMatchObject({ type: 'granted' });
    expect(rewardFact({ ...STAGE_PARTNER, reward: null }, byOperator, 9)).toBeNull();
  });
});

describe('a programme', () => {
  it('is shown where it is allowed; unknown counts as off where countries are listed', () => {
    expect([null, 'GB', 'elsewhere'].map((country) => mayShowPartner({ offIn: ['GB'] }, country))).toEqual([
      ...[false, false, true],
    ]);
    expect(mayShowPartner({ offIn: [] }, null)).toBe(true);
  });

  it('has one address, whatever is put into it', () => {
    const url = partnerUrl(
      { url: 'https://broker.example/?c={click}&s={signal}' },
      { clickId: '&x=1#', signalId: '//e' },
    );
    expect(url).toBe('https://broker.example/?c=%26x%3D1%23&s=%2F%2Fe');
  });

  it.each([
    [' 70000001 ', '70000001'],
    ['ab-C_9', 'ab-C_9'],
    ['12', null],
    ['1 2 3', null],
    ['x'.repeat(33), null],
    ['<b>1', null],
  ])('reads the UID %j as %j', (typed, uid) => {
    expect(parseUid(typed)).toBe(uid);
  });

  it('gives a UID up when its claim was rejected or expired', () => {
    const states = ['pending', 'confirmed', 'rejected', 'expired'] as const;
    expect(states.map((state) => claimOver({ ...CLAIM, state }, 8))).toEqual(['taken', 'taken', 'open', 'open']);
    expect(states.map((state) => claimOver({ ...CLAIM, state }, 7))).toEqual(['own', 'own', 'open', 'open']);
    expect(claimOver(null, 7)).toBe('open');
  });
});
