import { afterAll, beforeAll, describe, it } from 'vitest';
import { openTranscript } from '../../../support/chat/transcript.ts';
import { openStage, type Stage } from '../../../support/stage/bot-stage.ts';
import { openReader } from '../../../support/stage/reader.ts';

let stage: Stage;
const owners: number[] = [];
beforeAll(async () => {
  stage = await openStage(() => ({ adminIds: owners }));
});
afterAll(async () => {
  await stage?.close();
});

describe('an operator', () => {
  it('looks, mutes, writes to everybody and answers a ticket by replying, as in operator.txt', async () => {
    const told = openTranscript();
    const boss = openReader(stage, 'Boss', { told });
    const pat = openReader(stage, 'Pat', { told });
    await boss.write('/start');
    owners.push(boss.person.id);
    await pat.write('/start');
    await boss.write('/admin');
    await boss.write('/pause');
    for (const button of ['BTC/USDT 1h', 'Pause', 'Yes, do it', 'Resume', 'Yes, do it', 'Mute 4 h', 'Yes, do it'])
      await boss.press(button);
    await boss.write('/broadcast');
    await boss.press('Everybody · news');
    await boss.write('We move house on Friday.');
    for (const button of ['Send it to me', 'Send …', 'Yes, do it']) await boss.press(button);
    await pat.write('/support');
    await told.follows(boss, () => pat.write('My chart does not open.'));
    const ticket = boss.person.messages().findLast(({ text }) => text.startsWith('🎫'));
    told.does('Boss', 'replies to it: Please try again, it is mended.');
    const reply = { type: 'write', chatId: boss.person.id, text: 'Please try again, it is mended.' } as const;
    await told.follows(pat, () => told.follows(boss, () => boss.person.act({ ...reply, replyTo: ticket?.messageId })));
    await boss.write('/tickets');
    await boss.write('/admin');
    told.is('operator');
  });
});
