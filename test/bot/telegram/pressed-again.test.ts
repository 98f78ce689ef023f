import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPurchaseStage, type PurchaseStage } from '../../support/stage/purchase-stage.ts';
import { type RawUpdates, rawUpdates } from '../../support/stage/raw-updates.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

/** Presses about money are not limited, and the ledger keeps every line for ever. */
describe('a button about money that is pressed again and again', () => {
  let stage: PurchaseStage;
  let updates: RawUpdates;
  beforeAll(async () => {
    stage = await openPurchaseStage();
    updates = rawUpdates(stage, 940_000);
  });
  afterAll(() => stage.close());

  const kindsOf = async (person: StagePerson) => (await stage.linesOf(person)).map(({ type }) => type);

  it('writes nothing of somebody whose plan is not paused', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
    await updates.press(ada, 'pause-plan|resume');
    expect(ada.messages().at(-1)?.text).toContain('This button is too old');
    expect(await kindsOf(ada)).toEqual([]);
  });

  it('writes a pause and its end once each', async () => {
    const bob = stage.person('Bob');
    await stage.buy(bob);
    for (const what of ['pause', 'pause', 'resume', 'resume', 'resume']) {
      stage.clock.advance(60_000);
      await updates.press(bob, `pause-plan|${what}`);
    }
    expect(await kindsOf(bob)).toEqual(['paid', 'paused', 'resumed']);
  });

  it('writes the cancellation of a subscription once', async () => {
    const cyd = stage.person('Cyd');
    await cyd.act({ type: 'add-stars', amount: 20_000 });
    await stage.order(cyd);
    await cyd.press('Stars every 30 days');
    const ready = await cyd.reads(/Open the invoice with the button/);
    const link = ready.keyboard.flat().find((button) => button.type === 'url');
    await cyd.act({ type: 'open-link', url: link?.type === 'url' ? link.url : '' });
    const sheet = await cyd.until((chats) =>
      chats.find(({ type }) => type === 'bot')?.messages.findLast(({ invoice }) => invoice?.subscriptionDays === 30),
    );
    await cyd.act({ type: 'pay', chatId: cyd.id, messageId: sheet.messageId });
    await cyd.reads(/Payment received/);
    const [line] = await stage.linesOf(cyd);
    for (let pressed = 0; pressed < 4; pressed += 1) {
      stage.clock.advance(60_000);
      await updates.press(cyd, `subscription|cancel|${line !== undefined && 'order' in line ? line.order : ''}`);
      expect(cyd.messages().some(({ text }) => /Cancelled. Nothing more is charged/.test(text))).toBe(true);
    }
    expect(await kindsOf(cyd)).toEqual(['paid', 'cancelled']);
  });
});
