import { describe, expect, it } from 'vitest';
import { NO_ENTITLEMENT } from '../../../billing/entitlement.ts';
import { PLANS } from '../../../billing/plans.ts';
import { describeError } from '../../../bot/telegram/describe-error.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import type { RecordLine } from '../../../engine/signals/record-line.ts';
import { recordLineOf } from '../../../engine/signals/record-line.ts';
import type { TrackRecord } from '../../../engine/signals/track-record.ts';
import { RECORD, recordAround } from '../../support/signal-fixtures.ts';

const en = textsFor('en');
const { format } = en.language;

const EMPTY = recordLineOf([]);
const recordOf = (published: RecordLine): TrackRecord =>
  recordAround({ ...{ fromMs: 0, toMs: 86_400_000 }, published, allScored: EMPTY, perSeries: [] });

describe('the texts', () => {
  it("keep Telegram's limits", () => {
    expect(en.botDescription.length).toBeLessThanOrEqual(512);
    expect(en.botShortDescription.length).toBeLessThanOrEqual(120);
    for (const { command, description } of en.commandMenu(true)) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeLessThanOrEqual(256);
    }
    for (const toast of [en.toastFailed('E-7K2'), en.toastOldButton, en.toastSlowDown(42_000)])
      expect(toast.length).toBeLessThanOrEqual(200);
    expect(en.terms('2026-08-01').length).toBeLessThanOrEqual(4096);
    expect(en.privacy.length).toBeLessThanOrEqual(4096);
  });

  it('escape what people and markets put in', () => {
    const nasty = '<b>&"x';
    const said = [
      en.greeting(nasty, null, nasty),
      en.pairUnknown(nasty, { near: [], followed: [nasty] }),
      en.pairUnknown(nasty, { near: [nasty], followed: [] }),
      en.pairSeveral(nasty),
      en.timeframeUnknown(nasty, { asked: nasty, followed: ['1h'] }),
      en.wordsUnknown(nasty, { asked: nasty, followed: ['1h'] }),
      en.backtestDays(nasty, 7, 365),
      en.help([nasty], { ofRole: [], hasPartners: true }),
      en.signalUnknown(nasty),
      en.joinWelcome(nasty),
      en.supportForAdmin({ id: nasty, topic: nasty, from: nasty, telegramId: 1, text: nasty, paidUntilMs: null }),
    ];
    for (const text of said) expect(text).not.toContain(nasty);
  });

  it('say what a plan costs, that it ends by itself, and ask for the terms once', () => {
    const [plan] = PLANS;
    if (plan === undefined) throw new Error('expected a plan');
    const sold = { plan, benefits: [], delay: null, freeDelay: null };
    const reader = { paidUntilMs: null, termsVersion: '2026-08-01' };
    expect(en.offer(sold, { ...reader, accepted: false })).toMatch(
      /1,950\u00a0Stars.*Nothing renews[\s\S]*accept the terms/,
    );
    expect(en.offer(sold, { ...reader, accepted: true })).not.toContain('accept the terms');
  });

  it.each([true, false])('name the free channel and channels only where there are some: %s', (there) => {
    const NO_STANDING = { entitlement: NO_ENTITLEMENT, subscriptions: [], kept: [] };
    const about = { nowMs: 0, delay: null, hasFreeChannel: there, hasChannels: there, standing: NO_STANDING };
    expect(en.plan(NO_ENTITLEMENT, about).includes('free channel')).toBe(there);
    const active = { tier: 'pro', paidUntilMs: 1_000, state: 'active' } as const;
    expect(en.plan(active, about).includes('Your channels')).toBe(there);
  });
});

const ABOUT = { note: null, more: 0 };

describe('the record in words', () => {
  it('never shows an accuracy without its interval', () => {
    expect(en.track(recordOf(RECORD), ABOUT)).toContain('<b>55.8\u00a0%</b> [51.0, 60.5]');
  });

  it.each([
    { fact: 'few signals', line: { ...RECORD, right: 30, wrong: 20 }, says: 'Only 50 counted' },
    { fact: 'not above the baseline', line: RECORD, says: 'Not shown to be better' },
    {
      fact: 'above the baseline',
      line: { ...RECORD, accuracyInterval: [0.56, 0.6] as const },
      says: 'whole interval lies above',
    },
    { fact: 'below the baseline', line: { ...RECORD, accuracyInterval: [0.4, 0.5] as const }, says: 'Worse than' },
    { fact: 'nothing yet', line: EMPTY, says: 'No signal has finished yet' },
  ])('says it plainly: $fact', ({ line, says }) => {
    expect(en.track(recordOf(line), ABOUT)).toContain(says);
  });

  it('names the market that is no live market', () => {
    expect(en.track(recordOf(RECORD), { note: 'recorded candles, replayed at 720×', more: 0 })).toContain(
      'recorded candles, replayed at 720×',
    );
  });
});

describe('numbers for readers', () => {
  it.each([
    [format.percent(0.5764), '57.6\u00a0%'],
    [format.count(1_234_567), '1,234,567'],
    [format.duration(45_000), '45\u00a0s'],
    [format.duration(30 * 60_000), '30\u00a0min'],
    [format.duration(36 * 3_600_000), '36\u00a0h'],
    [format.duration(30 * 86_400_000), '30\u00a0days'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('a delay is told for each timeframe once', () => {
    const rights = {
      tier: 'free',
      title: 'Free',
      delayCandles: 0.5,
      apiPerMinute: 1,
      apiPerDay: 1,
      botPerMinute: 1,
    } as const;
    expect(format.delay(rights, ['1h', '1h', '4h'])).toBe('30\u00a0min later on 1h, 2\u00a0h later on 4h');
    expect(format.delay(rights, ['1h', '1h'])).toBe('30\u00a0min later');
    expect(format.delay({ ...rights, delayCandles: 0 }, ['1h'])).toBeNull();
  });
});

describe('describeError', () => {
  it('names the causes and no token', () => {
    const cause = new Error(
      'connect to https://api.telegram.org/bot123456:AAE-secret_secret_secret_secret_secret/sendMessage failed',
    );
    const text = describeError(new Error('Network request failed', { cause }));
    expect(text).toContain('Network request failed < Error: connect to');
    expect(text).not.toContain('AAE-secret');
  });
});
