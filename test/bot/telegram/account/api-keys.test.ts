import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

describe('/apikey', () => {
  it('offers a plan to who has none', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.write('/apikey');
    const { keyboard } = await ada.reads(/come with Pro and Elite/);
    expect(keyboard.flat().map(({ text }) => text)).toEqual(['⭐ Get Pro']);
  });

  it('makes two keys at most, shows each once, lists them and revokes one after asking', async () => {
    const bob = stage.person('Bob');
    await stage.buy(bob);
    await bob.write('/apikey');
    await bob.reads(/None yet.*120 requests a minute/);
    const keys: string[] = [];
    for (const _ of [1, 2]) {
      await bob.press('Make a key');
      const { text } = await bob.reads(/shown only now/);
      keys.push(/an_[0-9a-f]{12}_[\w-]{43}/.exec(text)?.[0] ?? '');
      await bob.press('API keys');
      const list = await bob.reads(/Your API keys/);
      expect(list.text).not.toContain(keys.at(-1));
    }
    expect(new Set(keys).size).toBe(2);
    const [first = '', second = ''] = keys;
    const { keyboard } = await bob.reads(/Your API keys/);
    expect(keyboard.flat().map(({ text }) => text)).not.toContain('➕ Make a key');
    expect(await stage.deps.apiKeys.live(bob.id, stage.clock.nowMs())).toHaveLength(2);

    await bob.press(`Revoke ${first.slice(0, 15)}`);
    await bob.reads(/There is no way back/);
    expect(await stage.deps.apiKeys.live(bob.id, stage.clock.nowMs())).toHaveLength(2);
    await bob.press('Yes, revoke it');
    const left = await bob.reads(/Your API keys/);
    expect(left.text).toContain(second.slice(0, 15));
    expect(left.text).not.toContain(first.slice(0, 15));
  });

  it('lets nobody revoke the key of somebody else', async () => {
    const cyd = stage.person('Cyd');
    await stage.buy(cyd);
    await cyd.write('/apikey');
    await cyd.reads(/None yet/);
    await cyd.press('Make a key');
    await cyd.reads(/shown only now/);
    const [key] = await stage.deps.apiKeys.live(cyd.id, stage.clock.nowMs());
    const dan = stage.person('Dan');
    await dan.write('/start');
    await dan.write('/apikey');
    const shown = await dan.reads(/come with Pro and Elite/);
    await dan.act({
      type: 'press',
      chatId: dan.id,
      messageId: shown.messageId,
      data: `revoke-key|${key?.publicId}|sure`,
    });
    expect(await stage.deps.apiKeys.live(cyd.id, stage.clock.nowMs())).toHaveLength(1);
  });
});
