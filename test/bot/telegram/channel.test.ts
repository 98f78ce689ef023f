import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe("a channel's button", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('tells whoever may not enter what the channel is and how to get in', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.write('/plan');
    await ann.reads(/Your plan/);
    expect(await ann.press('🔒 Analyser Pro')).toMatchObject({ type: 'done' });
    const told = await ann.reads(/Analyser Pro is a private channel/);
    expect(told.text).toContain('1,950\u00a0Stars');
    expect(told.keyboard.flat().map(({ text }) => text)).toContain('✅ I accept the terms, continue');
    const before = ann.messages().length;
    await ann.write(`/start channel_${Math.abs(stage.deps.channels.pro?.chatId ?? 0)}`);
    await ann.until(() => ann.messages().length > before);
    expect(ann.messages().at(-1)?.text).toContain('is a private channel');
  });

  it('is the door for whoever may, and the menu for a channel that is none of ours', async () => {
    const bob = stage.person('Bob');
    await bob.write('/start channel_99');
    await bob.reads(/Hi Bob/);
    await bob.write(`/start channel_${Math.abs(stage.deps.channels.free?.chatId ?? 0)}`);
    await bob.reads(/is open to you/);
    await bob.write('/subscribe');
    await bob.reads(/1,950\u00a0Stars/);
    await bob.press('I accept the terms');
    await bob.pay();
    await bob.reads(/Payment received/);
    await bob.write(`/start channel_${Math.abs(stage.deps.channels.pro?.chatId ?? 0)}`);
    const open = await bob.reads(/Analyser Pro is open to you/);
    expect(open.keyboard.flat()[0]).toMatchObject({ type: 'url', text: '🔓 Join Analyser Pro' });
  });
});
