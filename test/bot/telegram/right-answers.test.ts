import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const SERIES: readonly SeriesKey[] = (
  [
    ['BTC/USDT', '1h'],
    ['BTC/USDT', '4h'],
    ['ETH/USDT', '1h'],
    ['SOL/USDT', '1h'],
    ['SOL/EUR', '1h'],
    ['EUR/USD', '1h'],
    ['XAU/USD', '1h'],
  ] as const
).map(([symbol, timeframe]) => ({ exchange: 'binance', symbol, timeframe }));
const labels = (message: WorldMessage): readonly string[] => message.keyboard.flat().map(({ text }) => text);

let stage: Stage;
let person: StagePerson;
beforeAll(async () => {
  stage = await openStage(() => ({ series: SERIES }));
});
beforeEach(async () => {
  person = stage.person('Ann');
  await person.write('/start');
  await person.reads(/Hi Ann/);
});
afterAll(() => stage.close());

async function answerTo(text: string): Promise<WorldMessage> {
  await person.write(text);
  return await person.reads(/[\s\S]/);
}

describe('a market that is not followed', () => {
  it.each([
    ['/predict btc 7h', 'BTC/USDT is followed at 1h and 4h, not at 7h.', ['BTC/USDT 1h', 'BTC/USDT 4h']],
    ['/predict btc 1d', 'BTC/USDT is followed at 1h and 4h, not at 1d.', ['BTC/USDT 1h', 'BTC/USDT 4h']],
    ['/predict ether 4h', 'ETH/USDT is followed at 1h, not at 4h.', ['ETH/USDT 1h']],
    ['/signals btc 7h', 'BTC/USDT is followed at 1h and 4h, not at 7h.', ['BTC/USDT']],
    ['/track btc 7h', 'BTC/USDT is followed at 1h and 4h, not at 7h.', ['BTC/USDT']],
    ['btc 7h', 'BTC/USDT is followed at 1h and 4h, not at 7h.', ['🔮 BTC/USDT']],
  ] as const)('%s names the timeframe and offers the followed ones', async (text, says, buttons) => {
    const told = await answerTo(text);
    expect(told.text).toBe(says);
    for (const button of buttons)
      expect(labels(told).some((label) => label.includes(button.replace('🔮 ', '')))).toBe(true);
    expect(told.text).not.toContain('HOLD');
  });

  it('is named, and the followed ones are offered', async () => {
    for (const command of ['/predict', '/signals', '/track']) {
      const told = await answerTo(`${command} doge`);
      expect(told.text).toContain('I do not follow “doge”. I follow BTC/USDT, ETH/USDT, SOL/USDT');
      expect(labels(told).some((label) => label.startsWith('BTC/USDT'))).toBe(true);
    }
  });

  it('is answered plainly from a button of before the markets changed', async () => {
    const { bot } = stage.bot;
    await bot.api.sendMessage(person.id, 'old', {
      reply_markup: {
        inline_keyboard: [
          [{ text: 'seven', callback_data: 'predict|BTC/USDT|15m' }],
          [{ text: 'gone', callback_data: 'predict|DOGE/USDT|1h' }],
        ],
      },
    });
    await person.press('seven');
    await person.reads(/followed at 1h and 4h, not at 15m/);
    await bot.api.sendMessage(person.id, 'old', {
      reply_markup: { inline_keyboard: [[{ text: 'gone', callback_data: 'predict|DOGE/USDT|1h' }]] },
    });
    await person.press('gone');
    await person.reads(/I do not follow “DOGE\/USDT”/);
  });
});

describe('words', () => {
  it('that mean nothing beside a pair are said back', async () => {
    const told = await answerTo('/predict btc foo');
    expect(told.text).toBe('I understood BTC/USDT, but not “foo”. BTC/USDT is followed at 1h and 4h.');
    await person.press('BTC/USDT 4h');
    await person.reads(/HOLD BTC\/USDT · 4h/);
  });

  it.each([
    ['/predict Ethereum', /HOLD ETH\/USDT · 1h/],
    ['/predict bitcoin 4h', /HOLD BTC\/USDT · 4h/],
    ['/predict gold', /HOLD XAU\/USD/],
    ['/predict euro', /HOLD EUR\/USD/],
    ['/predict ethusd H1', /HOLD ETH\/USDT · 1h/],
    ['/signals Bitcoin', /Signals · BTC\/USDT/],
    ['/track eur_usd', /Track record · EUR\/USD/],
    ['/signal btc', /Signals · BTC\/USDT/],
    ['/why bitcoin', /^🔎 Why/],
  ])('of people are understood: %s', async (text, says) => {
    await person.write(text);
    await person.reads(says);
  });

  it('that may mean several pairs ask by buttons', async () => {
    const told = await answerTo('/predict solana');
    expect(told.text).toBe('“solana” may be several markets. Which one?');
    expect(labels(told)).toEqual(['SOL/USDT 1h', 'SOL/EUR 1h', '« Menu']);
    await person.press('SOL/EUR 1h');
    await person.reads(/HOLD SOL\/EUR/);
    await person.write('/track sol');
    await person.reads(/Which one/);
    await person.press('SOL/USDT');
    await person.reads(/Track record · SOL\/USDT/);
  });
});

describe('a prediction', () => {
  it('names the running candle and what is left of it', async () => {
    // The stage's clock stands ten minutes after the close.
    expect(stage.clock.nowMs() - CLOSE_TIME_MS).toBe(600_000);
    const told = await answerTo('/predict eth');
    expect(told.text).toContain('The candle 14:00–15:00 UTC 🕒 15:00, 50\u00a0min left');
    await person.write('/predict btc 4h');
    expect((await person.reads(/HOLD BTC/)).text).toContain(
      'The candle 14:00–18:00 UTC 🕒 18:00, 3\u00a0h 50\u00a0min left',
    );
  });
});

describe('plain text', () => {
  it.each([
    'how much does it cost?',
    'price?',
    'Price',
    'what are your PRICES',
    '/price',
    'сколько стоит?',
    'was kostet das',
  ])('%j gets the offer', async (text) => {
    const told = await answerTo(text);
    expect(told.text).toContain('1,950\u00a0Stars');
    expect(labels(told).some((label) => label.includes('terms'))).toBe(true);
  });

  it.each(['btc', 'Bitcoin?', 'what about bitcoin today?', 'price of btc', 'BTC/USD\nT'])(
    '%j gets what there is about the pair',
    async (text) => {
      const told = await answerTo(text);
      expect(told.text).toBe('BTC/USDT, followed at 1h and 4h. What would you like to see?');
      expect(labels(told)).toEqual([
        '🔮 BTC/USDT 1h',
        '🔮 BTC/USDT 4h',
        '📈 Signals of BTC/USDT',
        '📊 Record of BTC/USDT',
        '« Menu',
      ]);
    },
  );

  it('about lost money gets the way to a person', async () => {
    const told = await answerTo('I have paid and want a refund');
    expect(labels(told)).toContain('💬 Payment problem');
  });

  it.each([
    ['a very long text', 'x'.repeat(4_096)],
    ['many words', 'btcx '.repeat(800)],
    ['markup', '<b>&amp;</i> "quotes" <a href='],
    ['letters under letters', `Z${'\u0301'.repeat(500)}`],
    ['right to left and unseen signs', '\u202Eevil\u202C \u200B\u200D'],
    ['pictures of letters', '👨‍👩‍👧‍👦🏳️‍🌈'.repeat(30)],
    ['a slash', '/'],
    ['an unknown command', '/frobnicate now'],
  ])('that nobody understands gets a way on: %s', async (_, text) => {
    const told = await answerTo(text);
    expect(told.text).toContain('did not understand');
    expect(labels(told)).toContain('❓ Help');
    for (const command of ['/predict', '/signals', '/track', '/backtest', '/signal', '/why', '/support']) {
      await person.write(`${command} ${text}`.slice(0, 4_096));
      expect((await person.reads(/[\s\S]/)).text).not.toContain('went wrong');
      await person.write('/cancel');
      await person.reads(/ancel/);
    }
  });
});
