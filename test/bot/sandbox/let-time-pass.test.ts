import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { answerProblem, toProblem } from '../../../bot/sandbox/chat-routes/chat-problem.ts';
import { registerTime } from '../../../bot/sandbox/chat-routes/register-time.ts';
import { isLettingTimePass, letTimePass, type TimePassing, takeJobTurn } from '../../../bot/sandbox/let-time-pass.ts';
import { createMemoryPosition } from '../../../bot/sandbox/position-store.ts';
import { fastForwardUntilMs, openReplayClock, replayNowMs } from '../../../bot/sandbox/replay-clock.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';

const START = Date.UTC(2024, 0, 1);

function stage({ latestMs = START + 60 * DAY_MS, ceilingMs = Number.POSITIVE_INFINITY } = {}) {
  const wall = { ms: 0 };
  const wallNowMs = (): number => wall.ms;
  const replay = openReplayClock({
    ...{ startMs: START, endMs: null, speed: 720, position: createMemoryPosition(), wallNowMs },
    ceilingMs: () => ceilingMs,
  });
  const passing: TimePassing = { replay, wallNowMs, latestMs: () => latestMs, endWallMs: null, jobsMs: 0 };
  return { wall, replay, passing };
}

describe('letting time pass', () => {
  it('runs the clock faster until the hours are over, then as usual', () => {
    const { wall, replay, passing } = stage();
    expect(isLettingTimePass(passing)).toBe(false);
    expect(letTimePass(passing, 48)).toEqual({ type: 'passing', fromMs: START, untilMs: START + 48 * HOUR_MS });
    expect(isLettingTimePass(passing)).toBe(true);
    wall.ms = 250;
    expect(replayNowMs(replay)).toBe(START + DAY_MS);
    wall.ms = 501;
    expect(replayNowMs(replay)).toBe(START + 2 * DAY_MS + 720);
    expect(isLettingTimePass(passing)).toBe(false);
  });

  it('is refused while time is passing already, whoever made it', () => {
    const { passing } = stage();
    letTimePass(passing, 1);
    expect(letTimePass(passing, 1)).toMatchObject({ type: 'refused', why: 'already-passing' });
  });

  it('goes no further than there are candles, and says so where there are none', () => {
    const { wall, replay, passing } = stage({ latestMs: START + HOUR_MS });
    expect(letTimePass(passing, 24)).toMatchObject({ type: 'passing', untilMs: START + HOUR_MS });
    wall.ms = 60_000;
    expect(replayNowMs(replay)).toBeGreaterThan(START + HOUR_MS);
    expect(letTimePass(passing, 1)).toMatchObject({ type: 'refused', why: 'no-more-time' });
  });

  it('runs frequent jobs every two hours of the clock', () => {
    const { wall, passing } = stage();
    letTimePass(passing, 48);
    const turns = Array.from({ length: 48 }, (_, halfHour) => {
      wall.ms = (halfHour * 250) / 48;
      return takeJobTurn(passing);
    });
    expect(turns.filter((isTurn) => isTurn).length).toBeGreaterThanOrEqual(11);
    expect(turns.filter((isTurn) => isTurn).length).toBeLessThanOrEqual(12);
  });

  it('ends in a bounded time where the work holds the clock', () => {
    const { wall, replay, passing } = stage({ ceilingMs: START + HOUR_MS });
    letTimePass(passing, 24);
    wall.ms = 599_999;
    expect(isLettingTimePass(passing)).toBe(true);
    wall.ms = 600_000;
    expect(isLettingTimePass(passing)).toBe(false);
    expect(fastForwardUntilMs(replay)).toBeNull();
    expect(replayNowMs(replay)).toBe(START + HOUR_MS);
  });

  it.each([
    [{ hours: 24 }, 202, null],
    [{ hours: 24 }, 409, 'chat/already-passing'],
    [{ hours: 0 }, 400, 'chat/bad-time'],
    [{ hours: 745 }, 400, 'chat/bad-time'],
    [{ hours: 1.5 }, 400, 'chat/bad-time'],
    [{ days: 1 }, 400, 'chat/bad-time'],
  ])('by the page: %j is answered with %i', async (payload, status, code) => {
    const { passing } = stage();
    if (status === 409) letTimePass(passing, 1);
    const app = fastify();
    app.setErrorHandler((error, _request, reply) => answerProblem(toProblem(error), reply));
    registerTime(app, (hours) => letTimePass(passing, hours));
    const response = await app.inject({ method: 'POST', url: '/chat/api/time', payload });
    await app.close();
    if (code === null) expect(response.json()).toEqual({ fromMs: START, untilMs: START + DAY_MS });
    else expect(response.json()).toMatchObject({ code });
    expect(response.statusCode).toBe(status);
  });
});
