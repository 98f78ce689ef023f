import { Resvg } from '@resvg/resvg-js';
import { type Bot, type Context, InlineKeyboard, InputFile } from 'grammy';
import { createTelegramSandbox, type TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { TelegramWorld } from '../../../bot/sandbox/telegram/world.ts';
import { connectBot } from './connect-bot.ts';
import { marked } from './marked.ts';

const TOKEN = '123456:test-token';
const UPDATES = ['message', 'callback_query', 'pre_checkout_query', 'chat_join_request'] as const;
const NO_LIMITS = { perChatBurst: 1e9, perChannelPerMinute: 1e9, overallPerSecond: 1e9 };

/** The sandbox's own Telegram without sockets, and a bot that offers all that the chat page can show. */
export interface ScriptedTelegram {
  readonly world: TelegramWorld;
  readonly file: TelegramSandbox['file'];
  /** What the bot does beyond its script: `api.sendMessage` and so on. */
  readonly api: Bot['api'];
  /** A public channel, @analyser_signals. */
  readonly freeId: number;
  /** A private channel, joined by `proLink` when the bot approves: it does so only when a test calls the API. */
  readonly proId: number;
  readonly proLink: string;
  /** A person writes /start; resolves when the bot's welcome is there. */
  start(personId: number): Promise<void>;
  /** A signal with a picture in a channel, dated so; its message id. */
  postSignal(chatId: number, dateMs: number): Promise<number>;
  close(): Promise<void>;
}

/** The clock stands at `nowMs`. */
export async function openScriptedTelegram(nowMs: number): Promise<ScriptedTelegram> {
  let clockMs = nowMs;
  const sandbox = createTelegramSandbox({
    botToken: TOKEN,
    botName: 'Analyser',
    botUsername: 'analyser_demo_bot',
    channels: [
      { title: 'Analyser Signals', username: 'analyser_signals', about: 'Every signal, half a candle later.' },
      { title: 'Analyser Pro', username: null, about: 'Every signal the moment its candle closes.' },
    ],
    clock: { nowMs: () => clockMs },
    journalPath: null,
    limits: NO_LIMITS,
  });
  const [freeId = 0, proId = 0] = sandbox.channels.map(({ chatId }) => chatId);
  const bot = connectBot(sandbox, TOKEN);
  const { api } = bot;
  const invite = await api.createChatInviteLink(proId, { creates_join_request: true });
  const proLink = invite.invite_link;
  const stop = await runScript(bot, proLink);
  let signals = 0;
  return {
    ...{ world: sandbox.world, file: sandbox.file, api, freeId, proId, proLink },
    start: (personId) => startBot(sandbox.world, personId),
    async postSignal(chatId, dateMs) {
      signals += 1;
      const { text, entities } = signalText(signals, dateMs);
      clockMs = dateMs;
      const post = await api.sendPhoto(chatId, chart(), { caption: text, caption_entities: entities });
      clockMs = nowMs;
      return post.message_id;
    },
    async close() {
      await stop();
      sandbox.close();
    },
  };
}

/** Starts the bot; returns how to stop it, which throws what went wrong in it. */
async function runScript(bot: Bot, proLink: string): Promise<() => Promise<void>> {
  const errors: unknown[] = [];
  bot.catch(({ error }) => {
    errors.push(error);
  });
  await bot.api.setMyCommands(COMMANDS);
  bot.command('start', welcome);
  bot.command('subscribe', sellPro);
  bot.command('signals', async (ctx) => {
    const { text, entities } = signalText(0, 0);
    await ctx.replyWithPhoto(chart(), { caption: text, caption_entities: entities });
  });
  bot.callbackQuery('alert', (ctx) =>
    ctx.answerCallbackQuery({ text: 'A model change is announced first.', show_alert: true }),
  );
  bot.callbackQuery('subscribe', async (ctx) => {
    await sellPro(ctx);
    await ctx.answerCallbackQuery('You chose subscribe');
  });
  bot.on('pre_checkout_query', (ctx) => ctx.answerPreCheckoutQuery(true));
  bot.on('message:successful_payment', async (ctx) => {
    await ctx.reply('✅ Pro is yours until April 11.\nHere is your way into the channel:', {
      reply_markup: new InlineKeyboard().url('Join Analyser Pro', proLink),
    });
  });
  bot.on('message:text', (ctx) => ctx.reply(`I heard: ${ctx.msg.text}`));
  const done = bot.start({ allowed_updates: UPDATES });
  return async () => {
    await bot.stop();
    await done;
    if (errors.length > 0) throw errors[0];
  };
}

const COMMANDS = [
  { command: 'start', description: 'Begin, and see what is on offer' },
  { command: 'signals', description: 'The latest signals' },
  { command: 'predict', description: 'Ask about a pair now' },
  { command: 'subscribe', description: 'Get the Pro channel' },
  { command: 'plan', description: 'Your plan and how long it lasts' },
  { command: 'help', description: 'Everything the bot can do' },
];

async function welcome(ctx: Context): Promise<void> {
  const { text, entities } = marked(
    [`👋 Welcome, ${ctx.from?.first_name}!`, 'bold'],
    '\n\nTry /signals or join @analyser_signals. ',
    ['Not financial advice.', 'italic'],
  );
  const keyboard = new InlineKeyboard()
    .text('📈 Latest signals', 'signals')
    .text('🎯 Track record', 'alert')
    .row()
    .text('⭐ Get Pro', 'subscribe');
  await ctx.reply(text, { entities, reply_markup: keyboard });
}

async function sellPro(ctx: Context): Promise<void> {
  const about = 'Every signal the moment its candle closes, charts and the Pro channel for 30 days.';
  const prices = [{ label: 'Pro', amount: 1_950 }];
  await ctx.replyWithInvoice('Analyser Pro, 30 days', about, 'pro', 'XTR', prices, {
    reply_markup: new InlineKeyboard().pay('Pay ⭐ 1,950'),
  });
}

function startBot(world: TelegramWorld, personId: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = world.subscribe((event) => {
      if (event.type !== 'message' || event.personId !== personId || event.message.author !== 'bot') return;
      unsubscribe();
      resolve();
    });
    world.act(personId, { type: 'write', chatId: personId, text: '/start' }).catch(reject);
  });
}

function signalText(index: number, dateMs: number): ReturnType<typeof marked> {
  const side = index % 3 === 0 ? 'SELL' : 'BUY';
  const close = new Date(dateMs).toISOString().slice(0, 16).replace('T', ' ');
  return marked(
    [`${side === 'BUY' ? '🟢' : '🔴'} ${side} ${index % 2 === 0 ? 'BTC/USDT' : 'ETH/USDT'} · 1h · 61 %`, 'bold'],
    `\nClose ${close} UTC\n\n`,
    ['Entry   39,214.50\nStop    38,702.10\nTarget  39,980.00', 'pre'],
    '\nExpected value after cost: +4.1 bps\nRecord at this confidence: 58 % of 412 (53–63)\n',
    ['Not financial advice.', 'italic'],
  );
}

/** A picture of a chart's size. */
function chart(): InputFile {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><rect width="1280" height="720"/></svg>';
  return new InputFile(new Resvg(svg).render().asPng(), 'chart.png');
}
