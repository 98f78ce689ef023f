import { describe, expect, it } from 'vitest';
import { NEEDED_CARD_EVENTS } from '../../../billing/card/needed-card-events.ts';
import type { CardProvider } from '../../../billing/card/ports.ts';
import { takeCardEvent } from '../../../billing/card/settle-card.ts';

/** What the provider is asked about an event; it knows nothing. */
async function askedAbout(type: string): Promise<readonly string[]> {
  const asked: string[] = [];
  const provider = new Proxy({} as CardProvider, {
    get: (_, name) => async (): Promise<null> => {
      asked.push(String(name));
      return null;
    },
  });
  const settling = {
    ...{ provider, payments: { append: async () => false, ofAccount: async () => [], find: async () => null } },
    ...{ nowMs: () => 0, onSettled: async () => undefined, onUnexplained: () => undefined },
  };
  await takeCardEvent(settling as unknown as Parameters<typeof takeCardEvent>[0], {
    ...{ id: 'evt_1', type, objectId: 'object_1', createdAtMs: 0 },
  });
  return asked;
}

describe('events of Stripe that the product needs', () => {
  it.each(NEEDED_CARD_EVENTS)('%s is dealt with: its object is looked up', async (type) => {
    expect(await askedAbout(type)).not.toEqual([]);
  });

  it('are those that it deals with, and no others', async () => {
    expect(await askedAbout('customer.created')).toEqual([]);
    expect(await askedAbout('product.created')).toEqual([]);
  });
});
