import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../../support/stage/stage-person.ts';

describe('a present for somebody chosen in Telegram', () => {
  let stage: PurchaseStage;
  let ada: StagePerson;
  beforeAll(async () => {
    stage = await openPurchaseStage();
    ada = stage.person('Ada');
    await ada.write('/start');
  });
  afterAll(() => stage.close());

  /** Buys a present and opens the list of people; the number of the request. */
  async function bought(): Promise<number> {
    await ada.write('/gift');
    await ada.reads(/plan for somebody else/);
    await ada.press('Analyser Pro, 30 days');
    const isFirst = !ada.messages().some(({ invoice }) => invoice !== null);
    if (isFirst) {
      await ada.reads(/accept the terms/);
      await ada.press('I accept the terms');
    }
    const open = await ada.until(() => ada.messages().find(({ invoice }) => invoice !== null && !invoice.paid));
    await ada.act({ type: 'pay', chatId: ada.id, messageId: open.messageId });
    await ada.reads(/Pass this link on/);
    await ada.press('Choose somebody in Telegram');
    await ada.reads(/choose who gets it/);
    const [[button] = []] = ada.chat('Analyser').replyKeyboard;
    expect(button).toMatchObject({ text: '👤 Choose a person', requestUsers: { most: 1 } });
    return button?.requestUsers?.requestId ?? 0;
  }

  it('goes to whom the buyer chooses, who is told; the buttons go with the choice', async () => {
    const bob = stage.person('Bob');
    await bob.write('/start');
    await bob.reads(/Hi Bob/);
    const requestId = await bought();
    await ada.act({ type: 'share-users', requestId, userIds: [bob.id] });
    await ada.reads(/Bob has it/);
    expect(ada.chat('Analyser').replyKeyboard).toEqual([]);
    await bob.until(() => bob.messages().some(({ text }) => text.startsWith('🎁 A present for you')));
    expect(await stage.entitlementOf(bob)).toMatchObject({ tier: 'pro', state: 'granted' });
  });

  it("stays with the link for somebody who never met the bot, and is nobody else's", async () => {
    const cyd = stage.person('Cyd');
    const requestId = await bought();
    await ada.act({ type: 'share-users', requestId, userIds: [cyd.id] });
    const said = await ada.reads(/never pressed START/);
    const link = /start=(gift_[0-9a-f]{16})/.exec(said.text)?.[1] ?? '';
    await cyd.write(`/start ${link}`);
    await cyd.reads(/A present for you/);
    expect(await stage.entitlementOf(cyd)).toMatchObject({ tier: 'pro', state: 'granted' });
    // Somebody who forges the press of a present that they did not buy is told that there is none.
    await cyd.press('Menu');
    expect(await cyd.act({ type: 'share-users', requestId, userIds: [ada.id] })).toMatchObject({ type: 'refused' });
  });
});
