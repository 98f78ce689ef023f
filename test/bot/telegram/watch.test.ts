import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReaderSettings, settingsOf } from '../../../billing/reader-settings.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('/watch', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** What somebody is sent directly; null: nothing. */
  async function watched(telegramId: number): Promise<ReaderSettings | null> {
    const account = await stage.deps.accounts.find(telegramId);
    const settings = account === null ? null : settingsOf(account);
    return settings?.messages.signal === 'off' ? null : settings;
  }

  it('is offered to Free, which gets no signals directly', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.reads(/Hi Ann/);
    await ann.write('/watch');
    await ann.reads(/are part of Pro/);
    expect(await watched(ann.id)).toBeNull();
  });

  it('stores each press at once, in one message, and off is nothing stored', async () => {
    const bob = stage.person('Bob');
    await stage.deps.payments.append({
      ...{ provider: 'grant', externalId: 'watch', telegramId: bob.id, planId: 'pro-month', planVersion: 1 },
      ...{ order: null, subscriptionMs: null, code: null },
      ...{ type: 'paid', amountMinor: 0, currency: 'XTR', atMs: stage.clock.nowMs() - HOUR_MS },
    });
    await bob.write('/start');
    await bob.reads(/Hi Bob/);
    await bob.write('/watch');
    const first = await bob.reads(/None so far/);
    const stored = () => watched(bob.id);
    await bob.press('ETH/USDT');
    expect((await bob.reads(/Signals sent to you\nETH\/USDT\./)).messageId).toBe(first.messageId);
    await bob.press('BTC/USDT');
    await bob.reads(/ETH\/USDT, BTC\/USDT\./);
    await bob.press('✓ ETH/USDT');
    await bob.reads(/you\nBTC\/USDT\./);
    await bob.press('Both sides');
    await bob.reads(/Only BUY\./);
    await bob.press('Any confidence');
    await bob.reads(/confidence of 55\u00a0%/);
    await bob.press('Also information');
    await bob.reads(/Only those worth trading/);
    expect(await stored()).toMatchObject({
      ...{ pairs: ['BTC/USDT'], side: 'BUY', minimumConfidence: 0.55, onlyWorthTrading: true },
    });
    await bob.press('All');
    await bob.reads(/All pairs\./);
    expect((await stored())?.pairs).toBeNull();
    await bob.press('Send me none');
    await bob.reads(/None so far/);
    expect(await stored()).toBeNull();
    await bob.press('BTC/USDT');
    await bob.reads(/you\nBTC\/USDT\./);
    await bob.press('✓ BTC/USDT');
    await bob.reads(/None so far/);
    expect(await stored()).toBeNull();
  });
});
