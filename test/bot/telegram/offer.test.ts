import { describe, expect, it } from 'vitest';
import { stars } from '../../../billing/money.ts';
import { benefitsOf } from '../../../billing/offer.ts';
import { PLANS, type Plan } from '../../../billing/plans.ts';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { TIMEFRAMES, type Timeframe } from '../../../engine/market/timeframe.ts';
import { openStage } from '../../support/stage/bot-stage.ts';

const en = textsFor('en');

const ANY = { renewable: false };
/** Every plan of the table, and one a dearer tier could have. */
const SOLD: readonly Plan[] = [
  ...PLANS,
  { ...ANY, id: 'elite-quarter', version: 12, tier: 'elite', days: 90, prices: [stars(100_000)] },
];
const DOORS = [true, false].flatMap((channel) =>
  [true, false].flatMap((apiKey) => [true, false].map((swing) => ({ channel, apiKey, swing }))),
);
const READER = { accepted: true, paidUntilMs: null, termsVersion: '2026-08-01' };

const soldAs = (plan: Plan, doors: (typeof DOORS)[number], timeframes: readonly Timeframe[] = ['1h']) => ({
  plan,
  benefits: benefitsOf(plan.tier, doors),
  delay: en.language.format.delay(TIER_RIGHTS[plan.tier], timeframes),
  freeDelay: en.language.format.delay(TIER_RIGHTS.free, timeframes),
});

describe.each(SOLD)('the offer of $id', (plan) => {
  it.each(DOORS)('names a channel and calls only where a buyer gets them: %o', (doors) => {
    const sold = soldAs(plan, doors);
    for (const text of [en.offer(sold, READER), en.invoiceDescription(sold)]) {
      expect(text).toContain('the moment');
      expect(/channel/i.test(text)).toBe(doors.channel);
      expect(/API/.test(text)).toBe(doors.apiKey);
      // Free draws charts as well.
      expect(text).not.toMatch(/chart/i);
    }
  });

  it.each(DOORS)('fits a Stars invoice however many timeframes are followed: %o', (doors) => {
    const sold = soldAs(plan, doors, TIMEFRAMES);
    expect(en.planTitle(plan).length).toBeLessThanOrEqual(32);
    expect(en.invoiceDescription(sold).length).toBeLessThanOrEqual(255);
    expect(en.invoiceDescription(sold)).toMatch(
      plan.days === null
        ? /For as long as the service runs; nothing renews\.$/
        : new RegExp(`For ${plan.days} days; ends by itself, nothing renews\\.$`),
    );
    expect(en.offer(sold, READER).length).toBeLessThanOrEqual(4_096);
  });
});

describe('the offer in chat', () => {
  it('and the invoice name the same, without charts; the offer also names what an API key opens', async () => {
    const stage = await openStage();
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.write('/subscribe');
    const offer = (await ada.reads(/Analyser Pro, 30 days/)).text;
    await ada.press('I accept the terms');
    const message = await ada.until(() => ada.messages().find(({ invoice }) => invoice !== null));
    expect(message.invoice?.title).toBe('Analyser Pro, 30 days');
    for (const text of [offer, message.invoice?.description ?? '']) {
      for (const word of [
        /the moment/,
        /private Pro channel/,
        /signals.* sent to you/,
        /30 questions a minute/,
        /backtest/,
      ])
        expect(text).toMatch(word);
      expect(text).not.toMatch(/chart/i);
    }
    // /apikey gives the buyer what this promises.
    expect(offer).toMatch(/API: 120 calls a minute instead of 30/);
    await stage.close();
  });

  it('promises no channel where Pro has none of its own', async () => {
    const stages = [
      await openStage(({ channels }) => ({ channels: { ...channels, pro: null } })),
      await openStage(({ channels }) => ({ channels: { ...channels, pro: channels.free } })),
    ];
    for (const stage of stages) {
      const person = stage.person('Ada');
      await person.write('/start');
      await person.write('/subscribe');
      const offer = (await person.reads(/Analyser Pro, 30 days/)).text;
      expect(offer).toContain('the moment');
      expect(offer).not.toMatch(/channel/i);
      await stage.close();
    }
  });
});
