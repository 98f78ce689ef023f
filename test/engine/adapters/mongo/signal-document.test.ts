import { describe, expect, it } from 'vitest';
import { parseEntry, signalDocument } from '../../../../engine/adapters/mongo/signal-document.ts';
import { deliveryId } from '../../../../engine/signals/delivery.ts';
import { CLOSE_TIME_MS, signalOf } from '../../../support/signal-fixtures.ts';

const signal = signalOf();
const planned = {
  id: deliveryId(signal.id, -7),
  audience: 'whoever-pays',
  priority: 2,
  chatId: -7,
  dueAtMs: CLOSE_TIME_MS,
  expiresAtMs: CLOSE_TIME_MS + 3_600_000,
};

describe('the audience of a stored delivery', () => {
  it('stands in the fields that documents always had', () => {
    const [stored] = signalDocument(signal, [planned]).deliveries;
    expect(stored).toMatchObject({ tier: 'whoever-pays', tierRank: 2 });
    expect(stored).not.toHaveProperty('audience');
    expect(stored).not.toHaveProperty('priority');
  });

  it('is read back as it was planned', () => {
    const [delivery] = parseEntry(signalDocument(signal, [planned])).deliveries;
    expect(delivery).toEqual({
      ...planned,
      ...{ state: 'pending', attempt: 0, messageId: null, sentAtMs: null, form: 'text' },
      ...{ outcomeShown: false, error: null },
    });
  });
});

describe('deliveries that were sent before posts had pictures', () => {
  it('are texts', () => {
    const document = signalDocument(signal, [planned]);
    const deliveries = document.deliveries.map(({ form: _form, ...older }) => older);
    expect(parseEntry({ ...document, deliveries }).deliveries[0]?.form).toBe('text');
  });
});

describe('documents that were written before plans were scored', () => {
  const { horizonCandles: _h, size: _s, expectedValueInterval: _i, worthTrading: _w, ...older } = signal;
  const outcome = { type: 'right', open: 65_430, high: 66_300, low: 65_300, close: 65_850, returnBps: 63.98 } as const;
  const document = (changes: object) => ({
    ...signalDocument(signal, []),
    signal: { ...older, expectedValueBps: -14.3 },
    outcome: { ...outcome, settledAtMs: CLOSE_TIME_MS + 3_600_000, ...changes },
  });

  it.each([
    ['target', {}, 66_200],
    ['stop', { low: 64_000 }, 64_900],
    ['horizon', { high: 66_000 }, 65_850],
  ] as const)('are scored by their prices: %s', (touched, changes, exitPrice) => {
    const { outcome: read } = parseEntry(document(changes));
    const grossBps = Math.log(exitPrice / 65_430) * 1e4;
    expect(read?.plan).toMatchObject({ touched, exitPrice, entryPrice: 65_430, grossBps, netBps: grossBps - 20 });
    expect(read?.direction).toEqual({ type: 'right', grossBps: 63.98, netBps: 63.98 - 20 });
  });

  it('have their expected value before cost, and what follows from it', () => {
    const { signal: read } = parseEntry(document({}));
    expect(read.expectedValueBps).toBeCloseTo(5.7, 9);
    expect(read).toMatchObject({ worthTrading: false, horizonCandles: 1, expectedValueInterval: null, size: 1 });
  });
});
