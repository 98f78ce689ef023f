import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOSE_TIME_MS, signalOf } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.close();
});

const newestId = signalOf({ createdAtMs: CLOSE_TIME_MS + 2_000 }).id.slice(0, 10);

describe('a first visit', () => {
  it('greets with what it is, what it is not, and what to press', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start ref_friend');
    const hello = await ada.reads(/Hi Ada/);
    expect(hello.text).toContain('recorded candles, replayed at 720×');
    expect(hello.text).toContain('30\u00a0min later');
    expect(hello.keyboard.flat().map((button) => button.text)).toEqual([
      '📈 Latest signals',
      '📊 Track record',
      '📉 Chart',
      '🔮 Predict',
      '⭐ Get Pro',
      '⚙️ Settings',
      '📣 Free channel',
      '❓ Help',
    ]);
    expect((await stage.deps.accounts.find(ada.id))?.firstStart).toBe('ref_friend');
  });

  it('shows the menu as one message that changes', async () => {
    const bob = stage.person('Bob');
    await bob.write('/start');
    await bob.reads(/Hi Bob/);
    for (const [button, says] of [
      ['Help', /What I can do/],
      ['Menu', /Hi Bob/],
      ['Track record', /55\.8\u00a0% \[51\.0, 60\.5\]/],
      ['Menu', /Hi Bob/],
      ['Get Pro', /1,950\u00a0Stars/],
      ['Terms', /Terms of sale/],
      ['Privacy', /What is stored/],
    ] as const) {
      expect((await bob.press(button)).type).toBe('done');
      await bob.reads(says);
    }
    expect(bob.messages()).toHaveLength(1);
  });

  it('sets up commands and descriptions, and invites that ask to join the paid channel', async () => {
    const cyd = stage.person('Cyd');
    expect(cyd.chat('Analyser').commands.map(({ command }) => command)).toContain('paysupport');
    expect(stage.deps.channels.free?.inviteLink).toBe('https://t.me/analyser_free');
    expect(stage.deps.channels.pro?.inviteLink).toMatch(/^https:\/\/t\.me\/\+/);
    const made = stage.sandbox.calls().filter(({ method }) => method === 'createChatInviteLink');
    expect(made.map(({ params }) => params.creates_join_request)).toEqual([true]);
  });
});

describe('signals', () => {
  it('are listed newest first, in pages and by pair, Free without the newest', async () => {
    const dan = stage.person('Dan');
    await dan.write('/start');
    await dan.write('/signals');
    const list = await dan.reads(/Signals, newest first/);
    expect(list.text).not.toContain(newestId);
    expect(list.text).toContain('You are on Free');
    await dan.press('Older');
    await dan.reads(/page 2/);
    await dan.press('Newer');
    await dan.reads(/newest first/);
    await dan.press('ETH/USDT');
    const eth = await dan.reads(/Signals · ETH\/USDT/);
    expect(eth.text).not.toContain('BTC/USDT');
    expect(dan.messages().filter(({ text }) => text.includes('📈'))).toHaveLength(1);
  });

  it('come one by one with a picture, from a number button, a command, a tap or a link', async () => {
    const eve = stage.person('Eve');
    await eve.write('/start');
    await eve.write('/signals');
    const list = await eve.reads(/newest first/);
    await eve.press('1');
    const shown = await eve.reads(/^✅ RIGHT/);
    expect(shown.photoUrl).not.toBeNull();
    const id = /\/signal_([0-9a-f]{10})/.exec(list.text)?.[1] ?? '';
    for (const text of [`/signal ${id}`, `/signal_${id}`, `/start signal_${id}`]) {
      await eve.write(text);
      expect((await eve.reads(new RegExp(id))).photoUrl).not.toBeNull();
    }
    expect(
      stage.sandbox
        .calls()
        .some(({ method, params }) => method === 'sendChatAction' && params.action === 'upload_photo'),
    ).toBe(true);
    // The picture cannot turn into a list: the menu button sends a new message.
    await eve.press('Latest signals');
    await eve.reads(/newest first/);
  });

  it('say when a Free reader may see one that Pro has already', async () => {
    const fay = stage.person('Fay');
    await fay.write('/start');
    await fay.write(`/signal ${newestId}`);
    expect((await fay.reads(/reaches Free readers at/)).text).toContain('2024‑05‑12 14:30 UTC');
  });

  it('are plainly unknown when they are', async () => {
    const gil = stage.person('Gil');
    await gil.write('/start');
    for (const [text, says] of [
      ['/signal', /Tell me which one/],
      ['/signal <b>', /No signal <b>/],
      ['/signals doge', /I do not follow “doge”/],
    ] as const) {
      await gil.write(text);
      await gil.reads(says);
    }
  });
});

describe('predictions', () => {
  it('are asked by name or by button, and say that they are not worth trading when so', async () => {
    const hal = stage.person('Hal');
    await hal.write('/start');
    await hal.write('/predict');
    await hal.reads(/Pick a market/);
    await hal.press('ETH/USDT 1h');
    const { text } = await hal.reads(/HOLD ETH\/USDT/);
    expect(text).toMatch(/Expected value −0\.12.% after cost: not worth trading/);
    expect(text).not.toContain('bps');
    await hal.write('/predict btc');
    await hal.reads(/HOLD BTC\/USDT/);
    await hal.write('/predict doge');
    await hal.reads(/I follow BTC\/USDT, ETH\/USDT/);
  });

  it('end for a minute after the tier’s number, in words and on buttons', async () => {
    const ivy = stage.person('Ivy');
    await ivy.write('/start');
    for (let asked = 0; asked < 10; asked += 1) {
      await ivy.write('/predict btc');
      await ivy.reads(/HOLD/);
    }
    const last = await ivy.press('Refresh');
    expect(last).toMatchObject({ type: 'done', alert: true });
    await ivy.write('/predict btc');
    await ivy.reads(/more than 10 questions in a minute/);
    await ivy.write('/help');
    await ivy.reads(/What I can do/);
  });
});

describe('what does not fit', () => {
  it('gets an answer: unknown words, old and foreign buttons', async () => {
    const jon = stage.person('Jon');
    await jon.write('/start');
    await jon.reads(/Hi Jon/);
    await jon.write('blah');
    await jon.reads(/did not understand/);
    const { bot } = stage.bot;
    await bot.api.sendMessage(jon.id, 'from last year', {
      reply_markup: { inline_keyboard: [[{ text: 'old', callback_data: 'gone|1' }]] },
    });
    expect(await jon.press('old')).toMatchObject({
      type: 'done',
      toast: expect.stringContaining('too old'),
      alert: true,
    });
  });

  it('leaves who blocked the bot alone until they write again', async () => {
    const kim = stage.person('Kim');
    await kim.write('/start');
    await kim.reads(/Hi Kim/);
    await kim.act({ type: 'block', blocked: true });
    await stage.untilEvent((event) => event.type === 'unreachable' && event.telegramId === kim.id);
    expect((await stage.deps.accounts.find(kim.id))?.unreachable).toBe(true);
    await kim.act({ type: 'block', blocked: false });
    await kim.write('/start');
    await kim.reads(/Hi Kim/);
    expect((await stage.deps.accounts.find(kim.id))?.unreachable).toBe(false);
  });

  it('takes a 403 in the middle of an answer for what it is', async () => {
    const lea = stage.person('Lea');
    await lea.write('/start');
    await lea.reads(/Hi Lea/);
    stage.sandbox.inject({
      method: 'sendMessage',
      chatId: lea.id,
      effect: { type: 'refuse', code: 403, description: 'Forbidden: user is deactivated' },
    });
    await lea.write('/help');
    await stage.untilEvent((event) => event.type === 'unreachable' && event.telegramId === lea.id);
    expect((await stage.deps.accounts.find(lea.id))?.unreachable).toBe(true);
  });

  it('tells the operator when a channel is lost', async () => {
    const chatId = stage.deps.channels.free?.chatId ?? 0;
    stage.sandbox.operator.setBotRights(chatId, null);
    await stage.untilEvent((event) => event.type === 'channel-rights-missing' && event.chatId === chatId);
  });
});

describe('support', () => {
  it('takes one message as a ticket, and commands and buttons as themselves', async () => {
    const mia = stage.person('Mia');
    await mia.write('/start');
    await mia.reads(/Hi Mia/);
    await mia.write('/paysupport');
    await mia.reads(/Payment help/);
    await mia.write('/help');
    await mia.reads(/What I can do/);
    await mia.write('is somebody there?');
    await mia.reads(/did not understand/);
    await mia.write('/paysupport');
    await mia.reads(/Payment help/);
    await mia.write('I paid <twice> & got nothing');
    await mia.reads(/Stored as ticket/);
    expect((await stage.deps.tickets.ofAccount(mia.id)).map(({ topic, text }) => ({ topic, text }))).toEqual([
      { topic: 'payment', text: 'I paid <twice> & got nothing' },
    ]);
    await mia.write('and another thing');
    await mia.reads(/did not understand/);
  });

  it('can be left', async () => {
    const ned = stage.person('Ned');
    await ned.write('/start');
    await ned.write('/cancel');
    await ned.reads(/nothing to cancel/);
    await ned.write('/support');
    await ned.reads(/Write your question/);
    await ned.press('Cancel');
    await ned.reads(/^Cancelled/);
    await ned.write('hello');
    await ned.reads(/did not understand/);
  });
});

describe('the operator', () => {
  it('reads a ticket in chat and answers it there; nobody else can', async () => {
    const ids: number[] = [];
    const desk = await openStage(() => ({ adminIds: ids }));
    try {
      const boss = desk.person('Boss');
      ids.push(boss.id);
      const ola = desk.person('Ola');
      await boss.write('/start');
      await boss.reads(/Hi Boss/);
      await ola.write('/start');
      await ola.reads(/Hi Ola/);
      await ola.write('/support');
      await ola.reads(/Write your question/);
      await ola.write('Where are my <signals>?');
      expect((await ola.reads(/Stored as ticket/)).text).toContain('A person will answer');
      const ticket = await boss.until(() =>
        boss.messages().find(({ text }) => text.includes('Where are my <signals>?')),
      );
      const id = /Ticket ([0-9a-f]{10})/.exec(ticket.text)?.[1] ?? '';
      await ola.write(`/answer ${id} myself`);
      await ola.reads(/did not understand/);
      await boss.write(`/answer ${id} They come at <the> next close.`);
      await boss.reads(/Sent/);
      await ola.until(() => ola.messages().some(({ text }) => text.includes('They come at <the> next close.')));
      await boss.write('/answer ffffffffff x');
      await boss.reads(/There is no ticket/);
      desk.sandbox.operator.setBotRights(desk.deps.channels.pro?.chatId ?? 0, null);
      await boss.until(() => boss.messages().some(({ text }) => text.includes('I cannot work in Analyser Pro')));
    } finally {
      await desk.close();
    }
  });
});

describe('/status', () => {
  it('says of every market its venue, newest candle, age, gaps, revisions and stamp, and refreshes in place', async () => {
    const eve = stage.person('Eve');
    await eve.write('/start');
    await eve.reads(/Hi Eve/);
    await eve.write('/status');
    const shown = await eve.reads(/Markets and their data/);
    expect(shown.text).toContain('🟢 BTC/USDT 1h · binance');
    expect(shown.text).toMatch(/candle \d{4}‑\d\d‑\d\d \d\d:\d\d UTC, 60\u00a0min ago/);
    expect(shown.text).toContain('26,280 candles · 3 gaps · 2 revisions');
    expect((await eve.press('Refresh')).type).toBe('done');
  });
});
