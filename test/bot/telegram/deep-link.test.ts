import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDeepLink } from '../../../bot/telegram/deep-link.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('a link to the bot', () => {
  it.each([
    ['', { type: 'home' }],
    ['_tgr_abc', { type: 'home' }],
    ['ref_a1b2', { type: 'invitation' }],
    ['plan_pro-month', { type: 'plan', planId: 'pro-month' }],
    ['code_SPRING_26', { type: 'code', code: 'SPRING_26' }],
    ['signal_a1b2c3', { type: 'signal', id: 'a1b2c3' }],
    ['v_a1b2c3d4e5', { type: 'signal', id: 'a1b2c3d4e5' }],
    ['signal_xyz', { type: 'unknown' }],
    ['channel_1002', { type: 'channel', payload: 'channel_1002' }],
    ['nothing_1', { type: 'unknown' }],
    ['plan_', { type: 'unknown' }],
    ['constructor_x', { type: 'unknown' }],
    // Longer than Telegram's 64 characters, and of other letters: only a hand writes those.
    [`code_${'A'.repeat(70)}`, { type: 'unknown' }],
    ['plan_pro month', { type: 'unknown' }],
    ['code_<b>', { type: 'unknown' }],
    ['ref_é', { type: 'unknown' }],
    ['gift_0123456789ABCDEF', { type: 'unknown' }],
  ] as const)('%j is read', (payload, link) => expect(parseDeepLink(payload)).toEqual(link));

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string({ maxLength: 70 }), (payload) => parseDeepLink(payload).type.length > 0));
  });

  describe('pressed', () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage();
    });
    afterAll(() => stage.close());

    it.each([
      ['code_NONE', /I know no code NONE.*Pro/s],
      ['channel_5', /leads nowhere any more.*Hi /s],
      ['signal_zz', /leads nowhere any more.*Hi /s],
      ['ref_friend', /^👋 Hi /],
      ['plan_gone', /Pro/],
      ['v_0123456789', /No signal|no signal|unknown/],
      ['code_<b>', /leads nowhere any more.*Hi /s],
      ['x'.repeat(200), /leads nowhere any more.*Hi /s],
    ])('%s gets a friendly answer', async (payload, answer) => {
      const person = stage.person(`P ${payload}`.slice(0, 60));
      await person.write(`/start ${payload}`);
      await person.reads(answer);
    });
  });
});
