import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

describe('operators', () => {
  let stage: Stage;
  let boss: StagePerson;
  let zoe: StagePerson;
  const owners: number[] = [];
  let logs: readonly { readonly atMs: number; readonly level: 'warn'; readonly message: string }[] = [];
  let isWell = true;
  beforeAll(async () => {
    stage = await openStage((base) => ({
      adminIds: owners,
      operations: {
        ...base.operations,
        checks: async () => [{ name: 'models', ok: isWell, say: 'BTC/USDT 1h has none' }],
        logs: () => logs,
      },
    }));
    boss = await started('Boss');
    owners.push(boss.id);
    zoe = await started('Zoe');
  });
  afterAll(() => stage.close());

  async function started(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    return person;
  }

  it('see everything in one message that changes, and nobody else sees any of it', async () => {
    await zoe.write('/admin');
    await zoe.reads(/did not understand/);
    await boss.write('/admin');
    const overview = await boss.reads(/Overview/);
    expect(overview.text).toContain('Everything that must hold holds');
    expect(overview.text).toContain('Deliveries: none waits');
    expect(overview.text).toContain('People: 2 known, 0 ever paid');
    isWell = false;
    await boss.press('Refresh');
    const troubled = await boss.reads(/models: BTC\/USDT 1h has none/);
    expect(troubled.messageId).toBe(overview.messageId);
    isWell = true;
    await boss.press('Models');
    await boss.reads(/Models that serve\nBTC\/USDT 1h: /);
    await boss.press('« Overview');
    await boss.reads(/Overview/);
    await boss.write('/admin markets');
    await boss.until(() => (boss.messages().at(-1)?.text.includes('Overview') ? true : undefined));
    await boss.press('Log');
    await boss.reads(/Nothing has warned/);
    logs = [{ atMs: 0, level: 'warn', message: 'binance answered <slowly>' }];
    await boss.write('/logs');
    await boss.reads(/binance answered <slowly>/);
    await boss.write('/version');
    await boss.reads(/Analyser 0\.1\.0/);
  });

  it('give a role at the second press only, and it opens what it is for', async () => {
    await boss.write(`/person ${zoe.id}`);
    await boss.reads(/👤 Zoe/);
    await boss.press('Make support');
    await boss.reads(/Make \d+ support\?/);
    expect(await stage.deps.operators.list()).toEqual([]);
    await boss.press('Yes, do it');
    await boss.reads(/Role: support/);
    expect(
      zoe
        .chat('Analyser')
        .commands.map(({ command }) => command)
        .slice(0, 3),
    ).toEqual([...['tickets', 'person', 'signals']]);
    await zoe.write('/tickets');
    await zoe.reads(/No ticket waits/);
    await zoe.write('/admin');
    await zoe.reads(/did not understand/);
    await zoe.write('/team');
    await zoe.reads(/did not understand/);
    await boss.write('/team');
    expect((await boss.reads(/Team/)).text).toMatch(/owner, by ADMIN_IDS\nZoe \(\d+\) · support/);
    // A button that somebody made up is no way in.
    const forged = await zoe.act({ type: 'press', chatId: zoe.id, messageId: 1, data: `role|${zoe.id}|admin|sure` });
    expect(forged.type).not.toBe('done');
    expect((await stage.deps.audit.latest(5)).map(({ act, about }) => `${act} ${about}`)).toEqual([
      `role-granted ${zoe.id} support`,
    ]);
  });

  it('answer a ticket by replying to it, and it waits no more', async () => {
    stage.clock.advance(1_000);
    const ola = await started('Ola');
    await ola.write('/support');
    await ola.reads(/Write your question/);
    await ola.write('Where are my <signals>?');
    await ola.reads(/Stored as ticket/);
    const told = await zoe.until(() => zoe.messages().find(({ text }) => text.includes('Where are my <signals>?')));
    await zoe.write('/tickets');
    await zoe.reads(/Waiting for an answer.*Where are my <signals>\?/s);
    await zoe.act({ type: 'write', chatId: zoe.id, text: 'In the channel.', replyTo: told.messageId });
    await ola.reads(/Answer to your ticket.*In the channel\./s);
    await zoe.reads(/Sent/);
    await zoe.write('/tickets');
    await zoe.reads(/No ticket waits/);
    expect((await stage.deps.audit.latest(1))[0]).toMatchObject({ act: 'ticket-answered', by: zoe.id });
    // As long as a message may be: with its head it takes two.
    const long = `${'<'.repeat(3_000)}${'>'.repeat(1_096)}`;
    await zoe.act({ type: 'write', chatId: zoe.id, text: long, replyTo: told.messageId });
    const lines = (): readonly string[] => ola.messages().flatMap(({ text }) => text.split('\n'));
    const answered = (): string =>
      lines()
        .filter((line) => /^[<>]+$/.test(line))
        .join('');
    await ola.until(() => answered().length === long.length);
    expect(answered()).toBe(long);
  });

  it('reply of a reader is a question like any other', async () => {
    const pia = await started('Pia');
    const [hello] = pia.messages();
    await pia.act({ type: 'write', chatId: pia.id, text: 'thanks', replyTo: hello?.messageId });
    await pia.reads(/did not understand/);
  });

  it('take a role away, and close a ticket without an answer', async () => {
    await stage.deps.tickets.open({
      id: '0123456789',
      telegramId: zoe.id,
      topic: 'general',
      text: 'hm',
      createdAtMs: 0,
    });
    await boss.write('/admin');
    await boss.reads(/Tickets: 1 waiting/);
    await boss.press('Tickets');
    await boss.press('0123456789');
    await boss.reads(/Ticket 0123456789/);
    await boss.press('Close without');
    await boss.reads(/No ticket waits/);
    await boss.write(`/person ${zoe.id}`);
    await boss.reads(/Role: support/);
    await boss.press('Take the role away');
    await boss.press('Yes, do it');
    await boss.until(() => boss.messages().some(({ text }) => /👤 Zoe/.test(text) && !text.includes('Role:')));
    await zoe.write('/tickets');
    await zoe.reads(/did not understand/);
  });
});
