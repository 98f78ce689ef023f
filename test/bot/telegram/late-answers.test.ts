import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { type RawUpdates, rawUpdates } from '../../support/stage/raw-updates.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

/** After a time in which the bot was away Telegram delivers what was asked meanwhile, and refuses every answer. */
describe('what was asked so long ago that nobody waits for the answer', () => {
  let stage: Stage;
  let ada: StagePerson;
  let updates: RawUpdates;
  beforeAll(async () => {
    stage = await openStage();
    updates = rawUpdates(stage, 910_000);
    ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
  });
  afterAll(() => stage.close());

  const from = () => ({ id: ada.id, is_bot: false, first_name: 'Ada', language_code: 'en' });

  it.each([
    ['home', 'after its work', /Hi Ada/],
    ['signal|0123456789', 'before its work', /no signal|No signal/],
    ['gone|1', 'alone', null],
  ] as const)('is done all the same: the button %s, which is answered %s', async (data, _, shows) => {
    const before = ada.messages().length;
    const [message] = ada.messages();
    await updates.press(ada, data, { id: `late-${data}`, messageId: message?.messageId ?? 0 });
    if (shows !== null) expect(ada.messages().slice(before).at(-1)?.text).toMatch(shows);
    const answers = stage.sandbox.calls().filter(({ method, params }) => {
      return method === 'answerCallbackQuery' && params.callback_query_id === `late-${data}`;
    });
    expect(answers).toHaveLength(1);
  });

  it('is no failure in a chat of others either', async () => {
    await updates.gets({ inline_query: { id: 'late', from: from(), query: 'weather', offset: '' } });
    await updates.gets({
      guest_message: {
        ...{ message_id: 1, date: 1, chat: { id: -5, type: 'group', title: 'Friends' }, from: from() },
        ...{ text: '@analyser_bot weather', guest_query_id: 'late' },
      },
    });
    const asked = stage.sandbox.calls().map(({ method }) => method);
    expect(asked).toContain('answerInlineQuery');
    expect(asked).toContain('answerGuestQuery');
  });

  it('is told to no operator', () => {
    expect(stage.events.filter(({ type }) => type === 'update-failed')).toEqual([]);
  });
});
