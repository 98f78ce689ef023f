import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createObserve } from '../../../bot/observe/observe.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import { startRealTimer } from '../../../bot/telegram/deadline.ts';
import { errorCode } from '../../../bot/telegram/error-code.ts';
import { createOperator } from '../../../bot/troubles/operator.ts';
import { openStage, STAGE_TOKEN, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

describe('the code of a failure', () => {
  it('is one for each kind, whatever numbers and ids are in it', () => {
    const of = (id: string) => errorCode(`MongoServerError: no document ${id} in 12 ms`);
    expect(of('65f0c2aa')).toBe(of('65f0c2ab'));
    expect(of('7')).toMatch(/^E-[2-9A-HJ-NP-Z]{3}$/);
    expect(errorCode('TypeError: not a function')).not.toBe(of('7'));
  });
});

describe('failures of requests', () => {
  const observe = createObserve({ level: 'silent', clock: { nowMs: () => 0 }, stream: { write: () => {} } });
  const told: string[] = [];
  const operator = createOperator({
    adminIds: [1],
    send: async (_, text) => void told.push(text),
    wallNowMs: () => 0,
    onFailed: (error) => {
      throw error;
    },
    startTimer: startRealTimer,
  });
  const onEvent = (event: BotEvent): void => {
    observe.log(event);
    operator.onEvent(event);
  };
  let stage: Stage;
  let boss: StagePerson;
  let asked = 0;
  let failure: () => Error = () => new Error(`no model for request ${asked} (https://x/bot${STAGE_TOKEN}/y)`);
  const owners: number[] = [];

  beforeAll(async () => {
    stage = await openStage((base) => ({
      adminIds: owners,
      predictor: async () => {
        asked += 1;
        throw failure();
      },
      operations: { ...base.operations, logs: observe.recent, failures: observe.failures },
      log: (event) => {
        base.log(event);
        onEvent(event);
      },
    }));
    boss = await started('Boss');
    owners.push(boss.id);
  });
  afterAll(() => stage.close());

  async function started(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    return person;
  }

  it('are told in one sentence with a code in the language that was chosen, and to operators once for each kind', async () => {
    const ada = await started('Ada');
    await ada.write('/predict btc 1h');
    const { text } = await ada.reads(/Something went wrong on our side/);
    const [code = ''] = /E-\w{3}/.exec(text) ?? [];
    expect(text).toBe(
      `😕 Something went wrong on our side (${code}): the operator has been told, so please try again in a minute.`,
    );
    await ada.write('/predict');
    await ada.reads(/Predict the next candle/);
    expect(await ada.press('BTC/USDT')).toMatchObject({ toast: `Something went wrong (${code}). Please try again.` });
    await stage.deps.accounts.changeSettings(ada.id, { language: 'ru' });
    await ada.write('/predict btc 1h');
    expect((await ada.reads(/У нас что-то сломалось/)).text).toContain(`(${code})`);
    await operator.idle();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`<code>${code}</code>`);
    expect(told[0]).toContain('no model for request 1');
    expect(told[0]).not.toContain(STAGE_TOKEN);

    failure = () => new Error('out of memory');
    await ada.write('/predict btc 1h');
    await ada.reads(/У нас что-то сломалось/);
    await operator.idle();
    expect(told).toHaveLength(2);

    await boss.write('/logs');
    const logs = (await boss.reads(/Failures since the start/)).text;
    expect(logs).toContain(`${code} × 3 Error: no model for request 3`);
    expect(logs).toMatch(new RegExp(`⛔ \\d\\d:\\d\\d ${code}: update \\d+ failed: Error: no model for request 3`));
    expect(logs).not.toContain(STAGE_TOKEN);
    await boss.write('/admin');
    expect((await boss.reads(/Overview/)).text).toMatch(new RegExp(`since the start: E-\\w{3} × 1, ${code} × 3`));
  });

  it('are not told one by one while the database is known to be away', async () => {
    const before = told.length;
    const away = { type: 'update-failed', updateId: 1, error: 'MongoNetworkError: connection closed' } as const;
    operator.onEvent({ type: 'database', what: 'lost' });
    operator.onEvent(away);
    await operator.idle();
    expect(told.slice(before).join()).toContain('The database does not answer');
    expect(told).toHaveLength(before + 1);
  });
});
