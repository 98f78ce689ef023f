import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('a picture', () => {
  let stage: Stage;
  let fails = false;
  beforeAll(async () => {
    stage = await openStage((base) => ({
      renderChart: async (chart) => {
        if (fails) throw new Error('expected at most 32 charts waiting to be drawn, was one more');
        return await base.renderChart(chart);
      },
    }));
  });
  afterAll(() => stage.close());

  const photos = () =>
    stage.sandbox
      .calls()
      .filter(({ method }) => method === 'sendPhoto')
      .map(({ params }) => typeof params.photo === 'string' && !params.photo.startsWith('attach://'));

  it('is uploaded once; the next reader gets it by its file_id, and it is uploaded again when Telegram forgot it', async () => {
    const id = (await stage.deps.signals.latest({ limit: 4 })).at(-1)?.signal.id.slice(0, 10) ?? '';
    for (const name of ['Ann', 'Ben']) {
      const person = stage.person(name);
      await person.write('/start');
      await person.write(`/signal ${id}`);
      expect((await person.reads(/RIGHT/)).photoUrl).not.toBeNull();
    }
    await expect.poll(photos).toEqual([false, true]);
    const cat = stage.person('Cat');
    await cat.write('/start');
    await cat.reads(/Hi Cat/);
    stage.sandbox.inject({
      method: 'sendPhoto',
      chatId: cat.id,
      effect: { type: 'refuse', code: 400, description: 'Bad Request: wrong file identifier/HTTP URL specified' },
    });
    await cat.write(`/signal ${id}`);
    expect((await cat.reads(/RIGHT/)).photoUrl).not.toBeNull();
    await expect.poll(() => photos().slice(2)).toEqual([true, false]);
  });

  it('is left out when too many wait: the signal comes in words', async () => {
    fails = true;
    const id = (await stage.deps.signals.latest({ limit: 4 })).at(-1)?.signal.id.slice(0, 10) ?? '';
    const dan = stage.person('Dan');
    await dan.write('/start');
    await dan.write(`/signal ${id}`);
    const told = await dan.reads(/could not be drawn/);
    expect(told.photoUrl).toBeNull();
    expect(told.text).toContain('Entry about 65,432.10');
    fails = false;
  });
});
