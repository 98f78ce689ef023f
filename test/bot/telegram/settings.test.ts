import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReaderSettings, settingsOf } from '../../../billing/reader-settings.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('/settings', () => {
  let stage: Stage;
  const looks: (string | null)[] = [];
  beforeAll(async () => {
    stage = await openStage((base) => ({
      renderMarket: async (picture) => {
        looks.push(picture.theme);
        return await base.renderMarket(picture);
      },
    }));
  });
  afterAll(() => stage.close());

  async function stored(telegramId: number): Promise<ReaderSettings | null> {
    const account = await stage.deps.accounts.find(telegramId);
    return account === null ? null : settingsOf(account);
  }

  it('is one message that changes at every press, and stores each at once', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.reads(/Hi Ann/);
    await ann.press('Settings');
    const first = await ann.reads(/Your settings/);
    expect(first.text).toContain('Quiet hours: none');
    await ann.press('Pictures: as usual');
    await ann.reads(/Pictures: light/);
    await ann.press('Pictures: light');
    await ann.reads(/Pictures: dark/);
    await ann.press('Risk: as stated');
    await ann.reads(/Risk at a stop: 0.25\u00a0%/);
    await ann.press('Digest: weekly');
    await ann.reads(/Digest: daily, silent/);
    await ann.press('Quiet hours');
    await ann.reads(/by your clock \(UTC\)/);
    await ann.press('22:00–07:00');
    await ann.reads(/Quiet hours: 22:00–07:00/);
    await ann.press('Settings');
    await ann.reads(/Your settings/);
    await ann.press('Clock');
    await ann.reads(/Your clock: UTC/);
    await ann.press('Berlin');
    await ann.reads(/Your clock: Europe\/Berlin/);
    await ann.press('Settings');
    await ann.reads(/Clock|clock: Europe/);
    await ann.press('🔔 Messages');
    const messages = await ann.reads(/Which messages come/);
    expect(messages.messageId).toBe(first.messageId);
    await ann.press('News: on');
    await ann.reads(/Which messages come/);
    await ann.press('News: silent');
    await ann.reads(/Which messages come/);
    await ann.press('Settings');
    await ann.reads(/News: off/);
    expect(await stored(ann.id)).toMatchObject({
      ...{
        theme: 'dark',
        digest: 'daily',
        riskPerTrade: 0.0025,
        timeZone: 'Europe/Berlin',
        quietHours: { fromMinute: 1_320, toMinute: 420 },
      },
      messages: { news: 'off', reminder: 'on', signal: 'off' },
    });
    await ann.write('/chart btc');
    await ann.until((chats) => chats.some(({ messages }) => messages.some(({ photoUrl }) => photoUrl !== null)));
    expect(looks).toEqual(['dark']);
  });

  it('takes hours and zones that are written, and says what it cannot read', async () => {
    const bob = stage.person('Bob');
    await bob.write('/start');
    await bob.reads(/Hi Bob/);
    await bob.write('/settings quiet 21:45-06:15');
    await bob.reads(/Quiet hours: 21:45–06:15/);
    await bob.write('/settings quiet sometimes');
    await bob.reads(/Write hours as/);
    await bob.write('/settings zone Asia/Tashkent');
    await bob.reads(/Your clock: Asia\/Tashkent/);
    await bob.write('/settings zone <b>Nowhere');
    await bob.reads(/no zone of that name/);
    expect(await stored(bob.id)).toMatchObject({
      ...{ timeZone: 'Asia/Tashkent', quietHours: { fromMinute: 1_305, toMinute: 375 } },
    });
    await bob.write('/settings quiet off');
    await bob.reads(/Quiet hours: none/);
    expect((await stored(bob.id))?.quietHours).toBeNull();
  });

  it('offers signals to whoever pays, with the timeframes and how many a day', async () => {
    const eve = stage.person('Eve');
    await eve.write('/start');
    await eve.reads(/Hi Eve/);
    await eve.write('/settings');
    await eve.reads(/Your settings/);
    await eve.press('🔔 Messages');
    const offered = await eve.reads(/Which messages come/);
    expect(JSON.stringify(offered.keyboard)).not.toContain('How those ended');
    await stage.deps.payments.append({
      ...{ provider: 'grant', externalId: 'eve', telegramId: eve.id, planId: 'pro-month', planVersion: 1 },
      ...{ order: null, subscriptionMs: null, code: null },
      ...{ type: 'paid', amountMinor: 0, currency: 'XTR', atMs: stage.clock.nowMs() - HOUR_MS },
    });
    await eve.write('/watch');
    await eve.reads(/None so far/);
    await eve.press('All');
    await eve.reads(/At most 6 a day/);
    await eve.press('6 a day');
    await eve.reads(/At most 12 a day/);
    expect(await stored(eve.id)).toMatchObject({ mostSignalsPerDay: 12, messages: { signal: 'on' } });
    await eve.write('/settings');
    await eve.reads(/Your settings/);
    await eve.press('🔔 Messages');
    await eve.reads(/Which messages come/);
    await eve.press('How those ended: off');
    await eve.reads(/Which messages come/);
    await eve.press('Signals to me: on');
    await eve.reads(/Which messages come/);
    expect((await stored(eve.id))?.messages).toMatchObject({ signal: 'silent', outcome: 'on' });
  });
});
