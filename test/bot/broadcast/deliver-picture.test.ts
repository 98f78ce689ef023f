import { describe, expect, it } from 'vitest';
import { channelCaption, MOST_CAPTION } from '../../../bot/telegram/channels/channel-caption.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { visibleLength } from '../../../bot/texts/html.ts';
import { PSEUDO } from '../../../bot/texts/language.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { ENTRIES } from '../../support/chat/text-samples.ts';
import { createBroadcastBench, type Fate } from '../../support/fakes/broadcast-fakes.ts';
import { deliveryStates, ONLY_PRO, openSignal } from '../../support/fakes/opened-signals.ts';
import { textReason } from '../../support/reasons.ts';
import { entryOf, outcomeOf, RECORD, signalOf } from '../../support/signal-fixtures.ts';

const OPEN = Buffer.from('open');
const ENDED = Buffer.from('ended');

/** A bench whose pictures say whether the outcome is known. */
function pictureBench() {
  const asked: string[] = [];
  const bench = createBroadcastBench({
    picture: async (entry, audience) => {
      asked.push(audience);
      return entry.outcome === null ? OPEN : ENDED;
    },
  });
  return { ...bench, asked };
}

const callsOf = ({ telegram }: Pick<ReturnType<typeof pictureBench>, 'telegram'>) =>
  telegram.calls.map(({ type }) => type);

describe('a signal with its picture', () => {
  it('is posted as a photo, and the outcome is a new picture and caption', async () => {
    const bench = pictureBench();
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    expect(bench.telegram.messages[0]).toMatchObject({ png: OPEN, edits: 0 });
    expect(bench.telegram.messages[0]?.html).toContain('BUY BTC/USDT');
    expect(bench.outbox.deliveries()[0]).toMatchObject({ state: 'sent', form: 'photo' });
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf());
    await bench.deliverer.drain();
    expect(bench.telegram.messages).toHaveLength(1);
    expect(bench.telegram.messages[0]).toMatchObject({ png: ENDED, edits: 1 });
    expect(bench.telegram.messages[0]?.html).toContain('RIGHT');
    expect(callsOf(bench)).toEqual(['post-photo', 'edit-photo']);
    expect(bench.asked).toEqual(['pro', 'pro']);
  });

  it.each([
    ['there is none', async (): Promise<Buffer | null> => null],
    ['it cannot be drawn', async (): Promise<Buffer | null> => Promise.reject(new Error('no candles'))],
  ] as const)('is posted as text where %s, and edited as text although there is one by then', async (_, picture) => {
    const bench = createBroadcastBench({ picture });
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    expect(bench.outbox.deliveries()[0]).toMatchObject({ state: 'sent', form: 'text' });
    bench.outbox.close(signal.id, outcomeOf());
    bench.clock.advance(HOUR_MS);
    await bench.restart({ picture: async () => ENDED }).drain();
    expect(callsOf(bench)).toEqual(['post', 'edit']);
    expect(bench.telegram.messages[0]).toMatchObject({ png: null, edits: 1 });
  });
});

describe('a channel whose readers pay another cost', () => {
  it('gives verdict and result after it, in text and picture; the ledger keeps the stated one', async () => {
    const drawn: (readonly [number, boolean, number | undefined])[] = [];
    const bench = createBroadcastBench({
      costIn: (audience) => (audience === 'pro' ? { cryptoSideBps: 15, forexRoundTripBps: 30 } : undefined),
      picture: async ({ signal, outcome }) => {
        drawn.push([signal.costBps, signal.worthTrading, outcome?.plan?.netBps]);
        return OPEN;
      },
    });
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    expect(bench.telegram.messages[0]?.html).toContain(
      'against 0.30\u00a0% of cost: direction likely, <b>not worth trading</b>',
    );
    const outcome = outcomeOf();
    bench.outbox.close(signal.id, outcome);
    bench.clock.advance(HOUR_MS);
    await bench.deliverer.drain();
    const net = (outcome.plan?.grossBps ?? Number.NaN) - 30;
    expect(drawn).toEqual([
      [30, false, undefined],
      [30, false, net],
    ]);
    const stored = await bench.outbox.entries([signal.id]);
    expect(stored).toMatchObject([{ signal: { costBps: 20, worthTrading: true }, outcome }]);
  });
});

describe('what Telegram answers to a picture', () => {
  it.each([
    // The picture is refused: the text goes at once.
    [['bad-request'], ['post-photo', 'post'], 'sent', 'text'],
    // The channel itself refuses both.
    [['blocked', 'blocked'], ['post-photo', 'post'], 'dead', 'text'],
    // Nothing was sent: the picture is tried again.
    [['flood'], ['post-photo', 'post-photo'], 'sent', 'photo'],
    [['refused'], ['post-photo', 'post-photo'], 'sent', 'photo'],
    // Telegram fails at this picture each time: nothing is lost.
    [
      ['server-error', 'server-error', 'server-error'],
      ['post-photo', 'post-photo', 'post-photo', 'post'],
      'sent',
      'text',
    ],
    // It may be there: one more that says so, as a text.
    [['reset-before'], ['post-photo', 'post'], 'sent', 'text'],
    [['reset-after'], ['post-photo', 'post'], 'sent', 'text'],
  ] as const)('a post that meets %j', async (fates, calls, state, form) => {
    const bench = pictureBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    bench.telegram.fates.push(...(fates as readonly Fate[]));
    await bench.run(2 * 60_000);
    expect(callsOf(bench)).toEqual(calls);
    expect(deliveryStates(bench)).toEqual([state]);
    expect(bench.outbox.deliveries()[0]?.form).toBe(form);
    const unmarked = bench.telegram.messages.filter(({ html }) => !html.includes('may have been posted before'));
    expect(unmarked.length).toBeLessThanOrEqual(1);
  });

  it.each([
    [['bad-request'], ['edit-photo', 'edit-caption'], OPEN, true],
    [['edit-gone', 'edit-gone'], ['edit-photo', 'edit-caption'], OPEN, false],
    [['reset-after', 'not-modified'], ['edit-photo', 'edit-photo'], ENDED, true],
    [
      ['server-error', 'server-error', 'server-error'],
      ['edit-photo', 'edit-photo', 'edit-photo', 'edit-caption'],
      OPEN,
      true,
    ],
  ] as const)('an edit that meets %j', async (fates, calls, png, outcomeShown) => {
    const bench = pictureBench();
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf());
    bench.telegram.fates.push(...(fates as readonly Fate[]));
    await bench.run(2 * 60_000);
    expect(callsOf(bench).slice(1)).toEqual(calls);
    expect(bench.telegram.messages[0]?.png).toBe(png);
    expect(bench.outbox.deliveries()[0]).toMatchObject({ outcomeShown });
  });

  it('an outcome whose picture cannot be drawn is written under the old one', async () => {
    const bench = pictureBench();
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf());
    await bench.restart({ picture: async () => null }).drain();
    expect(callsOf(bench)).toEqual(['post-photo', 'edit-caption']);
    expect(bench.telegram.messages[0]).toMatchObject({ png: OPEN, edits: 1 });
  });
});

describe('the caption of a signal', () => {
  const named = { nowMs: 0, record: RECORD, recordOf: 'BTC/USDT 1h', botUsername: 'a_bot_with_thirty_two_characters' };

  it('fits with every sample, in English and in the longer pseudo-language', () => {
    const lengths = ['en', PSEUDO].flatMap((code) =>
      ENTRIES.map((entry) => visibleLength(channelCaption(textsFor(code), entry, named))),
    );
    expect(lengths.length).toBeGreaterThan(60);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_CAPTION);
    expect(Math.min(...lengths)).toBeGreaterThan(400);
  });

  it.each(['en', PSEUDO])('fits whatever comes from outside, outcome included: %s', (code) => {
    const long = '<&'.repeat(400);
    for (const type of ['right', 'wrong', 'flat', 'void'] as const) {
      const signal = signalOf({
        ...{ series: { exchange: long, symbol: long, timeframe: '15m' }, modelVersion: long, marketSource: 'recorded' },
        ...{ entry: 1_234_567.1, stop: 1_234_567.100_000_1, target: 1_234_567.100_000_3, worthTrading: false },
        dataQuality: { stamp: 'amber', reasons: Array.from({ length: 9 }, () => textReason(long)) },
      });
      const caption = channelCaption(textsFor(code), entryOf(signal, outcomeOf({ type })), {
        ...named,
        recordOf: long,
      });
      expect(visibleLength(caption)).toBeLessThanOrEqual(MOST_CAPTION);
    }
  });

  it('keeps plan, record, time of sending, link and disclaimers of a usual English signal with its outcome', () => {
    const entry = entryOf(signalOf({ marketSource: 'recorded' }), outcomeOf());
    const caption = channelCaption(textsFor('en'), entry, named);
    for (const part of ['Entry', 'Stop', 'by plan after cost', 'Sent ', 'start=signal_', 'actual trading', '/terms'])
      expect(caption).toContain(part);
  });
});
