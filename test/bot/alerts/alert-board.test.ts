import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSilencer } from '../../../bot/adapters/alertmanager/create-silencer.ts';
import { createMongoAlerts } from '../../../bot/adapters/mongo/alerts.ts';
import type { AlertStore, ReceivedAlert } from '../../../bot/alerts/alert.ts';
import { type AlertBoard, alertId, createAlertBoard } from '../../../bot/alerts/alert-board.ts';
import { createTelegramApi } from '../../../bot/telegram/create-bot.ts';
import { createAlertChat } from '../../../bot/telegram/operator/alerts/alert-chat.ts';
import { whoMay } from '../../../bot/telegram/operator/roles.ts';
import { openTestDatabase } from '../../support/database/database.ts';
import { type AlertmanagerStandIn, openAlertmanager } from '../../support/process/alertmanager-stand-in.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const HOUR = 3_600_000;
const STARTED_MS = Date.UTC(2030, 0, 1, 11);
const call = (over: Partial<ReceivedAlert> = {}): ReceivedAlert => ({
  ...{
    isFiring: true,
    startsAtMs: STARTED_MS,
    fingerprint: 'a1b2',
    name: 'OutboxOld',
    severity: 'page',
    summary: 'It waits <b>long</b>',
  },
  ...{ runbook: 'infra/runbooks/outbox-old.md', labels: { alertname: 'OutboxOld', severity: 'page' } },
  ...over,
});

describe('an alert in the operators’ chats', () => {
  let stage: Stage;
  let alertmanager: AlertmanagerStandIn;
  let board: AlertBoard;
  let [boss, ada, sue]: StagePerson[] = [];
  const owners: number[] = [];
  const failures: unknown[] = [];
  let nowMs = Date.UTC(2030, 0, 1, 12);
  const person = (found: StagePerson | undefined): StagePerson => {
    if (found === undefined) throw new Error('expected a person');
    return found;
  };
  const messagesOf = (found: StagePerson | undefined) =>
    person(found)
      .chat('Analyser')
      .messages.filter(({ text }) => text.includes('OutboxOld'));
  const buttonsOf = (found: StagePerson | undefined) =>
    messagesOf(found)
      .at(-1)
      ?.keyboard.flat()
      .map(({ text }) => text);
  const take = async (over: Partial<ReceivedAlert> = {}): Promise<void> => {
    board.take(call(over));
    await board.idle();
  };

  beforeAll(async () => {
    alertmanager = await openAlertmanager();
    const database = await openTestDatabase();
    stage = await openStage((base) => {
      const api = createTelegramApi({ token: base.token, apiRoot: base.apiRoot }, base);
      board = createAlertBoard({
        store: createMongoAlerts(database.connection),
        chat: createAlertChat({ api, accounts: base.accounts, onRefused: (error) => failures.push(error) }),
        readers: () => whoMay({ telegram: { adminIds: owners }, stores: base }, 'alerts'),
        silencer: createSilencer(alertmanager.url),
        ...{ wallNowMs: () => nowMs, startTimer: base.startTimer, onFailed: (error) => failures.push(error) },
      });
      return { adminIds: owners, operations: { ...base.operations, alerts: board } };
    }, database);
    [boss, ada, sue] = ['Boss', 'Ada', 'Sue'].map((name) => stage.person(name));
    for (const each of [boss, ada, sue]) {
      await person(each).write('/start');
      await person(each).reads(/Hi /);
    }
    owners.push(person(boss).id);
    const granted = { firstName: 'x', grantedBy: person(boss).id, grantedAtMs: 0 };
    await stage.deps.operators.grant({ telegramId: person(ada).id, role: 'admin', ...granted });
    await stage.deps.operators.grant({ telegramId: person(sue).id, role: 'support', ...granted });
  }, 60_000);
  afterAll(async () => {
    await stage.close();
    await alertmanager.close();
  });

  it('is one message with buttons to owners and admins, once while it lasts', async () => {
    await take();
    await take();
    expect([boss, ada, sue].map((each) => messagesOf(each).length)).toEqual([1, 1, 0]);
    expect(messagesOf(ada)[0]?.text).toBe(
      '🚨 OutboxOld: It waits <b>long</b>\nWhat to do: infra/runbooks/outbox-old.md',
    );
    expect(buttonsOf(boss)).toEqual(['👀 I take it', '🔕 1 h', '🔕 4 h', '🔕 24 h']);
    expect(failures).toEqual([]);
  });

  it('says in every chat who has taken it, and is written down; calls that repeat it are quiet', async () => {
    await person(ada).press('I take it');
    await person(ada).reads(/Ada has taken it/);
    expect(messagesOf(boss)).toMatchObject([
      { text: expect.stringMatching(/👀 Ada has taken it, 2030.01.01 12:00 UTC/) },
    ]);
    expect(buttonsOf(boss)).toEqual(['🔕 1 h', '🔕 4 h', '🔕 24 h']);
    nowMs += HOUR;
    await take();
    expect([boss, ada].map((each) => messagesOf(each).length)).toEqual([1, 1]);
  });

  it('is silenced at Alertmanager, which is said where it refuses', async () => {
    alertmanager.failWith(400);
    await person(boss).press('4 h');
    expect(alertmanager.silences).toEqual([]);
    expect(messagesOf(boss)[0]?.text).not.toContain('🔕');
    await person(boss).press('4 h');
    await person(boss).reads(/Boss has silenced it at Alertmanager until 2030.01.01 17:00/);
    expect(alertmanager.silences).toMatchObject([{ createdBy: 'Boss', endsAt: '2030-01-01T17:00:00.000Z' }]);
    await person(ada).press('1 h');
    expect(alertmanager.silences).toHaveLength(1);
    const acts = (await stage.deps.audit.latest(5)).map(({ act, by, about }) => [act, by, about]);
    expect(acts).toEqual(
      expect.arrayContaining([
        ['alert-acknowledged', person(ada).id, alertId('a1b2')],
        ['alert-silenced', person(boss).id, `${alertId('a1b2')} 4 h`],
      ]),
    );
    expect(acts).toHaveLength(2);
  });

  it('cannot be touched by anybody else', async () => {
    const [message] = messagesOf(boss);
    const forged = { type: 'press', chatId: person(sue).id, messageId: message?.messageId ?? 0 } as const;
    expect((await person(sue).act({ ...forged, data: `alert|acknowledge|${alertId('a1b2')}` })).type).not.toBe('done');
  });

  it('says in the same message that it is over, without buttons; a press that comes too late changes nothing', async () => {
    await take({ isFiring: false });
    expect(messagesOf(boss)).toHaveLength(1);
    expect(messagesOf(boss)[0]?.text).toMatch(
      /^✅ OutboxOld is over: It waits <b>long<\/b>\n👀 Ada .*\n🔕 .*\nIt ended 2030.01.01 13:00/,
    );
    expect(buttonsOf(ada)).toEqual([]);
    const hand = { by: 1, name: 'X' };
    expect(await board.acknowledge(alertId('a1b2'), hand)).toBe('gone');
    expect(await board.silence(alertId('never'), 1, hand)).toBe('gone');
  });

  it('is known to the next process', async () => {
    const stored = await createMongoAlerts(stage.connection).find(alertId('a1b2'));
    expect(stored).toMatchObject({ isFiring: false, acknowledged: { name: 'Ada' }, silenced: { name: 'Boss' } });
    expect(stored?.messages).toHaveLength(2);
    expect(stored?.labels).toEqual({ alertname: 'OutboxOld', severity: 'page' });
  });
});

describe('an alert while the database is away', () => {
  const away: AlertStore = {
    find: async () => await Promise.reject(new Error('no database')),
    save: async () => await Promise.reject(new Error('no database')),
  };

  it('is told, taken and ended all the same, and sent again where Telegram is away too', async () => {
    const timers: (() => void)[] = [];
    const shown: string[] = [];
    let isTelegramAway = true;
    const board = createAlertBoard({
      ...{ store: away, readers: async () => [7], silencer: null, wallNowMs: () => 0, onFailed: () => {} },
      chat: {
        async send(chatId, alert) {
          if (isTelegramAway) throw new TypeError('fetch failed');
          shown.push(`sent to ${chatId}: ${alert.name}`);
          return 5;
        },
        async edit(chatId, messageId, { isFiring, acknowledged }) {
          shown.push(`${chatId}/${messageId} ${isFiring} ${acknowledged?.name}`);
        },
      },
      startTimer(_, run) {
        timers.push(run);
        return () => {};
      },
    });
    board.take(call());
    await board.idle();
    expect(shown).toEqual([]);
    isTelegramAway = false;
    timers.shift()?.();
    await board.idle();
    expect(await board.acknowledge(alertId('a1b2'), { by: 7, name: 'Boss' })).toBe('done');
    expect(await board.acknowledge(alertId('a1b2'), { by: 8, name: 'Ada' })).toBe('already');
    board.take(call({ isFiring: false }));
    await board.idle();
    expect(shown).toEqual(['sent to 7: OutboxOld', '7/5 true Boss', '7/5 false Boss']);
  });
});
