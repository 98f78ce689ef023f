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
      ...{ state: 'pending', attempt: 0, messageId: null, sentAtMs: null, outcomeShown: false, error: null },
    });
  });
});
