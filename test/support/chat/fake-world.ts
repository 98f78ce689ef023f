import { Resvg } from '@resvg/resvg-js';
import type { ChatFile } from '../../../bot/sandbox/chat-routes/register-chat.ts';
import type {
  TelegramWorld,
  WorldAction,
  WorldActionResult,
  WorldButton,
  WorldChat,
  WorldEntity,
  WorldEvent,
  WorldMessage,
  WorldPerson,
} from '../../../bot/sandbox/telegram/world.ts';

const BOT_USERNAME = 'analyser_demo_bot';
export const FREE_CHANNEL = -1001;
export const PRO_CHANNEL = -1002;
const PRO_LINK = 'https://t.me/+proInvite1';
const COMMANDS = [
  { command: 'start', description: 'Begin, and see what is on offer' },
  { command: 'signals', description: 'The latest signals' },
  { command: 'predict', description: 'Ask about a pair now' },
  { command: 'subscribe', description: 'Get the Pro channel' },
  { command: 'plan', description: 'Your plan and how long it lasts' },
  { command: 'help', description: 'Everything the bot can do' },
];

type Draft = Partial<Omit<WorldMessage, 'chatId' | 'messageId' | 'dateMs'>> & { readonly dateMs?: number };
interface Channel {
  readonly id: number;
  readonly title: string;
  readonly username: string | null;
  readonly about: string;
  readonly link: string;
  readonly members: Set<number>;
  readonly requested: Set<number>;
  readonly others: number;
}

/** A world with a scripted bot, for tests of the chat page: everything the page can show, answered at once. */
export interface FakeWorld extends TelegramWorld {
  post(chatId: number, draft: Draft): WorldMessage;
  edit(message: WorldMessage, change: Draft): void;
  remove(chatId: number, messageId: number): void;
  /** A signal with a chart in a channel. */
  postSignal(chatId: number, dateMs: number): WorldMessage;
  setAction(personId: number, action: string | null): void;
  approve(personId: number): void;
  expel(personId: number): void;
  listenerCount(): number;
  file(id: string): ChatFile | null;
}

/** `nowMs` is the virtual clock. */
export function createFakeWorld({ nowMs }: { readonly nowMs: () => number }): FakeWorld {
  const people = new Map<number, WorldPerson>();
  const started = new Set<number>();
  const actions = new Map<number, string>();
  const invited = new Set<number>();
  const messages = new Map<number, WorldMessage[]>();
  const listeners = new Set<(event: WorldEvent) => void>();
  const channels: readonly Channel[] = [
    {
      id: FREE_CHANNEL,
      title: 'Analyser Signals',
      username: 'analyser_signals',
      about: 'Every signal, half a candle later. Winners and losers alike.',
      link: 'https://t.me/analyser_signals',
      members: new Set(),
      requested: new Set(),
      others: 12_480,
    },
    {
      id: PRO_CHANNEL,
      title: 'Analyser Pro',
      username: null,
      about: 'Every signal the moment its candle closes.',
      link: PRO_LINK,
      members: new Set(),
      requested: new Set(),
      others: 341,
    },
  ];
  let nextMessageId = 1;
  let nextPersonId = 7_001;
  let signals = 0;

  const emit = (event: WorldEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const ofChat = (chatId: number): WorldMessage[] => messages.get(chatId) ?? [];
  const ownerOf = (chatId: number): number | null => (people.has(chatId) ? chatId : null);

  function post(chatId: number, draft: Draft): WorldMessage {
    const message: WorldMessage = {
      ...{ editedMs: null, author: ownerOf(chatId) === null ? 'channel' : 'bot', text: '', entities: [] },
      ...{ photoUrl: null, photoWidth: null, photoHeight: null, keyboard: [], invoice: null, document: null },
      dateMs: nowMs(),
      ...draft,
      ...{ chatId, messageId: nextMessageId },
    };
    nextMessageId += 1;
    messages.set(chatId, [...ofChat(chatId), message]);
    emit({ type: 'message', personId: ownerOf(chatId), message });
    return message;
  }

  function edit(old: WorldMessage, change: Draft): void {
    const message = { ...old, editedMs: nowMs(), ...change };
    const list = ofChat(old.chatId).map((other) => (other.messageId === old.messageId ? message : other));
    messages.set(old.chatId, list);
    emit({ type: 'edited', personId: ownerOf(old.chatId), message });
  }

  function changePerson(id: number, change: Partial<WorldPerson>): void {
    const person = people.get(id);
    if (person === undefined) throw new Error(`no person ${id}`);
    people.set(id, { ...person, ...change });
    emit({ type: 'person', personId: id });
  }

  function channelChat(channel: Channel, personId: number): WorldChat {
    const { id, title, username, about } = channel;
    const membership = channel.members.has(personId)
      ? 'member'
      : channel.requested.has(personId)
        ? 'requested'
        : 'none';
    const isOpen = membership === 'member' || username !== null;
    return {
      ...{ id, title, username, about, membership, type: 'channel', commands: [], needsStart: false, action: null },
      memberCount: channel.others + channel.members.size,
      link: username !== null || invited.has(personId) || membership === 'member' ? channel.link : null,
      messages: isOpen ? ofChat(id).slice(-50) : [],
    };
  }

  function botChat(personId: number): WorldChat {
    return {
      ...{ id: personId, type: 'bot', title: 'Analyser', username: BOT_USERNAME, membership: 'member', memberCount: 0 },
      about:
        'Honest trading signals.\n\n• BUY or SELL with a confidence that means what it says\n• every outcome is shown',
      link: `https://t.me/${BOT_USERNAME}`,
      messages: ofChat(personId),
      commands: COMMANDS,
      needsStart: !started.has(personId),
      action: actions.get(personId) ?? null,
    };
  }

  function setMember(channel: Channel, personId: number, change: 'join' | 'request' | 'leave'): void {
    channel.members.delete(personId);
    channel.requested.delete(personId);
    if (change === 'join') channel.members.add(personId);
    if (change === 'request') channel.requested.add(personId);
    emit({ type: 'chat', personId: null, chatId: channel.id });
  }

  function answer(personId: number, text: string): void {
    if (text.startsWith('/start')) {
      started.add(personId);
      emit({ type: 'chat', personId, chatId: personId });
      const first = `👋 Welcome, ${people.get(personId)?.firstName}!`;
      post(personId, { ...welcome(first), keyboard: MAIN_MENU });
    } else if (text === '/subscribe') {
      const invoice = {
        ...{ title: 'Analyser Pro, 30 days', stars: 1_950, paid: false },
        description: 'Every signal the moment its candle closes, charts and the Pro channel for 30 days.',
      };
      post(personId, { invoice, keyboard: [[{ type: 'pay', text: 'Pay ⭐ 1,950' }]] });
    } else if (text === '/signals') {
      post(personId, { ...signalText(signals, 0), photoUrl: '/chat/api/files/chart-1', ...CHART_SIZE });
    } else post(personId, { text: `I heard: ${text}` });
  }

  function pay(personId: number, action: Extract<WorldAction, { type: 'pay' }>): WorldActionResult {
    const message = ofChat(action.chatId).find(({ messageId }) => messageId === action.messageId);
    const person = people.get(personId);
    if (message === undefined || message.invoice === null || person === undefined) {
      return { type: 'refused', text: 'There is no such invoice.' };
    }
    const { invoice } = message;
    if (person.stars < invoice.stars) return { type: 'refused', text: 'Not enough Stars.' };
    changePerson(personId, { stars: person.stars - invoice.stars });
    edit(message, { invoice: { ...invoice, paid: true }, editedMs: null });
    post(personId, {
      author: 'service',
      text: `You paid ⭐ ${invoice.stars.toLocaleString('en-US')} for ${invoice.title}`,
    });
    invited.add(personId);
    const text = '✅ Pro is yours until April 11.\nHere is your way into the channel:';
    post(personId, { text, keyboard: [[{ type: 'url', text: 'Join Analyser Pro', url: PRO_LINK }]] });
    return { type: 'done' };
  }

  function openLink(personId: number, url: string): WorldActionResult {
    if (url.startsWith(`https://t.me/${BOT_USERNAME}`)) {
      const payload = new URL(url).searchParams.get('start');
      if (payload !== null) write(personId, `/start ${payload}`);
      return { type: 'done', openChatId: personId };
    }
    const channel = channels.find(({ link }) => link === url);
    if (channel === undefined) return { type: 'refused', text: 'This link is not valid.' };
    setMember(channel, personId, channel.username === null ? 'request' : 'join');
    return { type: 'done', openChatId: channel.id };
  }

  function write(personId: number, text: string): WorldActionResult {
    post(personId, { author: 'person', text });
    answer(personId, text);
    return { type: 'done' };
  }

  function act(personId: number, action: WorldAction): WorldActionResult {
    switch (action.type) {
      case 'write':
        return write(personId, action.text);
      case 'press':
        if (action.data === 'alert') return { type: 'done', toast: 'A model change is announced first.', alert: true };
        if (action.data === 'subscribe') answer(personId, '/subscribe');
        return { type: 'done', toast: `You chose ${action.data}` };
      case 'open-link':
        return openLink(personId, action.url);
      case 'pay':
        return pay(personId, action);
      case 'leave':
        for (const channel of channels) if (channel.id === action.chatId) setMember(channel, personId, 'leave');
        return { type: 'done' };
      case 'block':
        changePerson(personId, { blockedBot: action.blocked });
        return { type: 'done' };
      case 'add-stars':
        changePerson(personId, { stars: (people.get(personId)?.stars ?? 0) + action.amount });
        return { type: 'done' };
      default:
        return { type: 'refused', text: 'There is no such subscription.' };
    }
  }

  return {
    post,
    edit,
    postSignal(chatId, dateMs) {
      signals += 1;
      const picture = { photoUrl: `/chat/api/files/chart-${signals % 6}`, ...CHART_SIZE };
      return post(chatId, { ...signalText(signals, dateMs), ...picture, dateMs });
    },
    remove(chatId, messageId) {
      messages.set(
        chatId,
        ofChat(chatId).filter((message) => message.messageId !== messageId),
      );
      emit({ type: 'deleted', personId: ownerOf(chatId), chatId, messageId });
    },
    setAction(personId, action) {
      if (action === null) actions.delete(personId);
      else actions.set(personId, action);
      emit({ type: 'chat', personId, chatId: personId });
    },
    approve: (personId) => {
      for (const channel of channels) if (channel.requested.has(personId)) setMember(channel, personId, 'join');
    },
    expel: (personId) => {
      for (const channel of channels) if (channel.members.has(personId)) setMember(channel, personId, 'leave');
    },
    listenerCount: () => listeners.size,
    file: (id) =>
      id.startsWith('chart-') ? { bytes: drawChart(Number(id.slice(6))), mime: 'image/png', name: `${id}.png` } : null,
    persons: () => [...people.values()],
    addPerson(firstName, languageCode) {
      const person = { id: nextPersonId, firstName, username: null, languageCode, stars: 5_000, blockedBot: false };
      nextPersonId += 1;
      people.set(person.id, person);
      emit({ type: 'person', personId: person.id });
      return person;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot(personId) {
      const person = people.get(personId);
      if (person === undefined) throw new Error(`no person ${personId}`);
      const chats = [botChat(personId), ...channels.map((channel) => channelChat(channel, personId))];
      const names = { botName: 'Analyser', botUsername: BOT_USERNAME };
      return { ...names, nowMs: nowMs(), person, people: [...people.values()], chats, subscriptions: [] };
    },
    canSee: (personId, chatId) =>
      chatId === personId ||
      channels.some(({ id, username, members }) => id === chatId && (username !== null || members.has(personId))),
    act: async (personId, action) => act(personId, action),
  };
}

const CHART_SIZE = { photoWidth: 1280, photoHeight: 720 };
const MAIN_MENU: readonly (readonly WorldButton[])[] = [
  [
    { type: 'callback', text: '📈 Latest signals', data: 'signals' },
    { type: 'callback', text: '🎯 Track record', data: 'alert' },
  ],
  [{ type: 'callback', text: '⭐ Get Pro', data: 'subscribe' }],
  [{ type: 'url', text: 'Free channel', url: 'https://t.me/analyser_signals' }],
];

/** Text of marked parts, so that offsets need not be counted by hand. */
export function marked(...parts: readonly (string | readonly [string, string, string?])[]): {
  readonly text: string;
  readonly entities: readonly WorldEntity[];
} {
  let text = '';
  const entities: WorldEntity[] = [];
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      const [content, type, url] = part;
      const place = { type, offset: text.length, length: content.length };
      entities.push(url === undefined ? place : { ...place, url });
      text += content;
    }
  }
  return { text, entities };
}

function welcome(first: string): ReturnType<typeof marked> {
  return marked(
    [first, 'bold'],
    '\n\nI read every closed candle and say ',
    ['BUY', 'bold'],
    ', ',
    ['SELL', 'bold'],
    ' or nothing, with a confidence you can check.\n\nTry ',
    ['/signals', 'bot_command'],
    ' or join ',
    ['@analyser_signals', 'mention'],
    '. ',
    ['Not financial advice.', 'italic'],
  );
}

function signalText(index: number, dateMs: number): ReturnType<typeof marked> {
  const side = index % 3 === 0 ? 'SELL' : 'BUY';
  const close = new Date(dateMs).toISOString().slice(0, 16).replace('T', ' ');
  return marked(
    [`${side === 'BUY' ? '🟢' : '🔴'} ${side} ${index % 2 === 0 ? 'BTC/USDT' : 'ETH/USDT'} · 1h · 61 %`, 'bold'],
    `\nClose ${close} UTC\n\n`,
    ['Entry   39,214.50\nStop    38,702.10\nTarget  39,980.00', 'pre'],
    '\nExpected value after cost: +4.1 bps\nRecord at this confidence: 58 % of 412 (53–63)\nData: green · model logistic-3\n',
    [`#s${(0xa1b2c3d4 + index * 7919).toString(16)}`, 'code'],
    '\n',
    ['Not financial advice.', 'italic'],
  );
}

function drawChart(seed: number): Buffer {
  let price = 360;
  const candles = Array.from({ length: 56 }, (_, index) => {
    const move = Math.sin(index * (0.31 + seed * 0.07)) * 26 + Math.cos(index * 1.7 + seed) * 17;
    const open = price;
    price = Math.min(600, Math.max(110, price + move));
    const colour = price < open ? '#26a69a' : '#ef5350';
    const x = 50 + index * 21;
    const [top, bottom] = [Math.min(open, price), Math.max(open, price)];
    return `<path d="M${x} ${top - 16}V${bottom + 14}" stroke="${colour}" stroke-width="2"/>
<rect x="${x - 7}" y="${top}" width="14" height="${Math.max(3, bottom - top)}" fill="${colour}"/>`;
  });
  const grid = [120, 240, 360, 480, 600].map((y) => `<path d="M0 ${y}H1280" stroke="#e6eaee" stroke-width="2"/>`);
  const levels = `<path d="M0 250H1280" stroke="#26a69a" stroke-width="3" stroke-dasharray="12 8"/>
<path d="M0 470H1280" stroke="#ef5350" stroke-width="3" stroke-dasharray="12 8"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">
<rect width="1280" height="720" fill="#fff"/>${grid.join('')}${levels}${candles.join('')}</svg>`;
  return Buffer.from(new Resvg(svg).render().asPng());
}
