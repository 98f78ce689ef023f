import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeInvoicePayload, orderOf } from '../../../billing/invoice.ts';
import { FIRST_PLAN as plan } from '../../support/stage/first-plan.ts';
import { openPurchaseStage, type PurchaseStage } from '../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

/** Telegram tells English of everybody here; what they chose in /settings is another language. */
describe('what is not an answer to a command is in the language that its reader chose', () => {
  let stage: PurchaseStage;
  let ada: StagePerson;
  beforeAll(async () => {
    stage = await openPurchaseStage();
    ada = await russian('Ada');
  });
  afterAll(() => stage.close());

  async function russian(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    await stage.deps.accounts.changeSettings(person.id, { language: 'ru' });
    return person;
  }

  it('the refusal of an invoice', async () => {
    const payload = encodeInvoicePayload(orderOf(plan, 1, { nowMs: stage.clock.nowMs(), nonce: 'f'.repeat(16) }));
    const { message_id: messageId } = await stage
      .api()
      .sendInvoice(ada.id, 'Pro', 'Pro', payload, 'XTR', [{ label: 'Pro', amount: plan.prices[0]?.amountMinor ?? 1 }]);
    expect(await ada.act({ type: 'pay', chatId: ada.id, messageId })).toMatchObject({
      ...{ type: 'refused', text: expect.stringMatching(/[а-я]{4}/) },
    });
  });

  it('the door of a channel that stays closed', async () => {
    await stage.join(ada);
    await ada.reads(/Analyser Pro.*[а-я]{4}|[а-я]{4}.*Analyser Pro/s);
    expect(ada.messages().at(-1)?.text).not.toMatch(/only|plan/i);
  });

  it('a receipt, the door that it opens, and what is given back, of which Telegram tells in the name of the bot', async () => {
    await ada.write('/subscribe');
    await ada.reads(/примите, пожалуйста, условия/);
    await ada.press('Принимаю условия');
    await ada.until(() => ada.messages().find(({ invoice }) => invoice !== null && invoice.title !== 'Pro'));
    const open = ada.messages().findLast(({ invoice }) => invoice !== null && invoice.title !== 'Pro');
    await ada.act({ type: 'pay', chatId: ada.id, messageId: open?.messageId ?? 0 });
    await ada.reads(/Оплата получена/);
    await stage.join(ada);
    await ada.reads(/Добро пожаловать/);
    const [line] = await stage.linesOf(ada);
    await stage.api().refundStarPayment(ada.id, line?.externalId ?? '');
    await ada.reads(/возвращен/);
  });

  it('the question of /support', async () => {
    await ada.write('/support');
    await ada.reads(/Поддержка/);
    await ada.write('Где мои сигналы?');
    await ada.reads(/обращение|тикет|номер/i);
  });
});
