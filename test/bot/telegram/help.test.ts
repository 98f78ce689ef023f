import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READER_COMMANDS } from '../../../bot/telegram/commands.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('/help', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('names every command of the table with the tier it needs, and those of operators to operators alone', async () => {
    const nia = stage.person('Nia');
    await nia.write('/start');
    await nia.write('/help');
    const { text } = await nia.reads(/What I can do/);
    const named = [...text.matchAll(/^\/([a-z]+)/gm)].map(([, command]) => command);
    expect(named).toEqual(READER_COMMANDS.map(({ command }) => command));
    expect(text).toMatch(/^\/chart btc {2}The candles of a pair/m);
    expect(text).toMatch(/^\/watch .*\(Pro\)$/m);
    expect(text).not.toContain('operator');
    await stage.deps.operators.grant({
      telegramId: nia.id,
      role: 'support',
      firstName: 'Nia',
      grantedBy: 1,
      grantedAtMs: 0,
    });
    await nia.write('/help');
    const own = await nia.reads(/As an operator/);
    expect(own.text).toMatch(/^\/tickets {2}Tickets that wait$/m);
    expect(own.text).not.toContain('/team');
  });
});
