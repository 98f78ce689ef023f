import { describe, expect, it } from 'vitest';
import { type Alert, type ReceivedAlert, receive } from '../../../bot/alerts/alert.ts';
import { alertId, createAlertBoard } from '../../../bot/alerts/alert-board.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const call = (over: Partial<ReceivedAlert> = {}): ReceivedAlert => ({
  ...{ isFiring: true, startsAtMs: 0, fingerprint: 'a1b2', name: 'OutboxOld', severity: 'page', summary: 'It waits' },
  ...{ runbook: 'infra/runbooks/outbox-old.md', labels: { alertname: 'OutboxOld', severity: 'page' } },
  ...over,
});

describe('what a call about an alert changes', () => {
  const T = 10 * HOUR;
  const started = { startsAtMs: T - MINUTE };
  const fired: Alert = {
    ...{ ...call(started), id: '0'.repeat(16), acknowledged: null, silenced: null, toldAtMs: T, isTold: true },
    ...{ endedAtMs: null, messages: [{ chatId: 1, messageId: 2 }] },
  };
  const taken = { ...fired, acknowledged: { by: 1, name: 'A', atMs: T } };
  const ticket = { ...fired, severity: 'ticket' };
  const over = { ...fired, isFiring: false, endedAtMs: T + 1 };
  const silence = { by: 1, name: 'A', untilMs: T + 4 * HOUR, isAtAlertmanager: false };
  const quiet: Alert = { ...fired, startsAtMs: T + 5 * MINUTE, isTold: false };
  const firing = { ...call(started), id: fired.id };
  const later = { ...firing, startsAtMs: T + 10 * MINUTE };
  const ended = { ...firing, isFiring: false };

  it.each([
    ['the first firing is told', null, firing, T, 'send'],
    ['the same again within the interval says nothing', fired, firing, T + 54 * MINUTE, null],
    ['a page that nobody takes is told again', fired, firing, T + 56 * MINUTE, 'send'],
    ['a page that somebody has taken is not', taken, firing, T + 5 * HOUR, null],
    ['a page that is silenced is not', { ...fired, silenced: silence }, firing, T + 3 * HOUR, null],
    [
      'a page that nobody took before its silence ended is',
      { ...fired, silenced: silence },
      firing,
      T + 4 * HOUR,
      'send',
    ],
    ['a ticket is told once', ticket, firing, T + 24 * HOUR, null],
    ['its end is an edit', fired, ended, T + 1, 'edit'],
    ['the end of what nobody knows says nothing', null, ended, T, null],
    ['its end twice says nothing', over, ended, T + 2, null],
    ['the end of an earlier time says nothing', { ...fired, startsAtMs: T }, ended, T + 2, null],
    ['one that comes back within the hour is an edit', over, later, T + HOUR - 1, 'edit'],
    ['one that comes back later is told', over, later, T + HOUR, 'send'],
    ['one whose end was never told is told when it comes back', taken, later, T + HOUR, 'send'],
    ['a ticket whose end was never told is, too', ticket, { ...later, severity: 'ticket' }, T + HOUR, 'send'],
    [
      'what came back within the hour is told after it',
      quiet,
      { ...firing, startsAtMs: quiet.startsAtMs },
      T + HOUR,
      'send',
    ],
    ['and not before', quiet, { ...firing, startsAtMs: quiet.startsAtMs }, T + HOUR - 1, null],
    ['one that comes back silenced is an edit', { ...over, silenced: silence }, later, T + 2 * HOUR, 'edit'],
    ['one that comes back after its silence is told', { ...over, silenced: silence }, later, T + 4 * HOUR, 'send'],
    [
      'what fired in silence and goes on after it is told',
      { ...fired, toldAtMs: null, isTold: false, silenced: silence },
      firing,
      T + 4 * HOUR,
      'send',
    ],
    [
      'what fires in silence says nothing',
      { ...fired, toldAtMs: null, isTold: false, silenced: silence },
      firing,
      T + HOUR,
      null,
    ],
  ] as const)('%s', (_, before, received, nowMs, tell) => {
    expect(receive(before, received, nowMs)?.tell ?? null).toBe(tell);
  });

  it('makes an alert that comes back nobody’s, and keeps a silence that lasts', () => {
    const before = { ...over, silenced: silence, acknowledged: { by: 1, name: 'A', atMs: T } };
    expect(receive(before, later, T + 2 * HOUR)?.alert).toMatchObject({
      acknowledged: null,
      ...{ silenced: silence, isTold: false, endedAtMs: null, startsAtMs: later.startsAtMs },
    });
    expect(receive(before, later, T + 4 * HOUR)?.alert).toMatchObject({ silenced: null, isTold: true, messages: [] });
  });
});

/** A board whose store is away, so that it keeps everything in memory, on a clock that is moved by hand. */
function boardByHand() {
  const timers: { atMs: number; run: () => void }[] = [];
  const told: string[] = [];
  let nowMs = Date.UTC(2030, 0, 2, 2);
  const startMs = nowMs;
  const said = (what: string, alert: Alert) =>
    told.push(`${(nowMs - startMs) / MINUTE} min: ${what} ${alert.isFiring}`);
  const board = createAlertBoard({
    store: { find: async () => null, save: async () => {} },
    ...{
      readers: async () => [7],
      silencer: null,
      wallNowMs: () => nowMs,
      onFailed: (error) => told.push(String(error)),
    },
    chat: {
      async send(_, alert) {
        return said('sent', alert);
      },
      async edit(_chatId, _messageId, alert) {
        said('edited', alert);
      },
    },
    startTimer(ms, run) {
      timers.push({ atMs: nowMs + ms, run });
      return () => {};
    },
  });
  return {
    ...{ board, told },
    /** Moves the clock to so many minutes after the start; timers ring on their way. */
    async at(minutes: number, over?: Partial<ReceivedAlert>): Promise<void> {
      const untilMs = startMs + minutes * MINUTE;
      for (;;) {
        const due = timers.filter(({ atMs }) => atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
        if (due === undefined) break;
        timers.splice(timers.indexOf(due), 1);
        nowMs = Math.max(nowMs, due.atMs);
        due.run();
        await board.idle();
      }
      nowMs = untilMs;
      if (over !== undefined) board.take(call(over));
      await board.idle();
    },
  };
}

describe('a page in the night', () => {
  const first = { startsAtMs: 1 };
  const second = { startsAtMs: 2 };

  it('that blinks and then stays is told at the end of the quiet hour', async () => {
    const { at, told } = boardByHand();
    await at(0, first);
    await at(5, { ...first, isFiring: false });
    await at(10, second);
    await at(59);
    expect(told).toEqual(['0 min: sent true', '5 min: edited false', '10 min: edited true']);
    await at(61);
    expect(told.slice(3)).toEqual(['60 min: sent true']);
  });

  it('that blinks and ends again is not', async () => {
    const { at, told } = boardByHand();
    await at(0, first);
    await at(5, { ...first, isFiring: false });
    await at(10, second);
    await at(20, { ...second, isFiring: false });
    await at(600);
    expect(told.filter((each) => each.includes('sent'))).toEqual(['0 min: sent true']);
  });

  it('is told each hour until somebody takes it', async () => {
    const { at, told, board } = boardByHand();
    for (const minutes of [0, 5, 60, 65, 120]) await at(minutes, first);
    expect(await board.acknowledge(alertId('a1b2'), { by: 7, name: 'Boss' })).toBe('done');
    for (const minutes of [180, 240]) await at(minutes, first);
    expect(told.filter((each) => each.includes('sent'))).toEqual([
      ...['0 min: sent true', '60 min: sent true', '120 min: sent true'],
    ]);
  });

  it('whose end was silenced is told when it begins again', async () => {
    const { at, told, board } = boardByHand();
    await at(0, first);
    await board.silence(alertId('a1b2'), 1, { by: 7, name: 'Boss' });
    await at(90, second);
    expect(told).toEqual(['0 min: sent true', '0 min: edited true', '90 min: sent true']);
  });

  it('that begins again in its silence is told when that is over, once', async () => {
    const { at, told, board } = boardByHand();
    await at(0, first);
    await board.silence(alertId('a1b2'), 4, { by: 7, name: 'Boss' });
    await at(90, second);
    await at(100, { startsAtMs: 3 });
    await at(300);
    expect(told.filter((each) => each.includes('sent'))).toEqual(['0 min: sent true', '240 min: sent true']);
  });
});
