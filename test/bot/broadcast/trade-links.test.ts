import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../bot/broadcast/message-of.ts';
import { tradeLinks } from '../../../bot/telegram/channels/trade-links.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import type { Delivery } from '../../../engine/signals/delivery.ts';
import { type Signal, shortSignalId } from '../../../engine/signals/signal.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../../support/signal-fixtures.ts';
import { STAGE_PARTNER } from '../../support/stage/stage-partners.ts';

const SHOWN = { ...STAGE_PARTNER, underSignals: true };
const CONFLICT = 'The operator of this bot earns when you pay money in at Example Broker.';

const DELIVERY: Delivery = {
  ...{ id: 'd', audience: 'free', priority: 1, chatId: -1, dueAtMs: 0, expiresAtMs: 1, state: 'claimed', attempt: 1 },
  ...{ messageId: null, sentAtMs: null, form: 'text', outcomeShown: false, error: null },
};

async function postOf(entry: LedgerEntry, partners = [SHOWN]) {
  return await messageOf(
    {
      ...{ record: async () => null, picture: async () => null, onEvent: () => {} },
      tradeLinks: ({ id }: Signal) =>
        tradeLinks(textsFor('en'), partners, (slug) => `https://bot.example/r/${slug}?s=${shortSignalId(id)}`),
    },
    { entry, delivery: DELIVERY, token: 't' },
    CLOSE_TIME_MS,
  );
}

describe('a partner under a signal', () => {
  it('is a link that carries the signal, with the conflict line in text and caption', async () => {
    const signal = signalOf({});
    const { keyboard, html, caption } = await postOf(entryOf(signal, null));
    expect(keyboard.flat()).toContainEqual({
      text: '↗️ Trade at Example Broker',
      url: `https://bot.example/r/broker?s=${shortSignalId(signal.id)}`,
    });
    expect(html).toContain(CONFLICT);
    expect(caption).toContain(CONFLICT);
    expect(caption.replaceAll(/<[^>]*>/g, '').length).toBeLessThanOrEqual(1_024);
  });

  it('is gone from the buttons of a finished one', async () => {
    const signal = signalOf({});
    const { keyboard } = await postOf({ ...entryOf(signal, null), outcome: outcomeOf({ type: 'right' }) });
    expect(JSON.stringify(keyboard)).not.toContain('Trade at');
  });

  it('is not there unless the operator wants it, nor without an address, and never more than two', () => {
    const texts = textsFor('en');
    const none = { keyboard: [], html: '' };
    expect(tradeLinks(texts, [STAGE_PARTNER], () => 'https://bot.example/')).toEqual(none);
    expect(tradeLinks(texts, [SHOWN], () => null)).toEqual(none);
    expect(tradeLinks(texts, [SHOWN, SHOWN, SHOWN], () => 'https://bot.example/').keyboard).toHaveLength(2);
  });
});
