import type { WireMessage } from '../../../bot/sandbox/telegram/protocol/wire.ts';
import type { WorldPerson } from '../../../bot/sandbox/telegram/world.ts';
import type { FuzzWorld } from '../fuzz-world.ts';
import type { Act } from './act.ts';
import { rawUpdate, userOf } from './raw-update.ts';
import { at, buttonsOf, type Shown } from './shown.ts';

/** Where an act happens. */
export interface Scene {
  readonly world: FuzzWorld;
  readonly persons: readonly WorldPerson[];
  readonly shown: Shown;
  readonly nowMs: number;
  readonly number: number;
}

type PersonsAct = Exclude<Act, { readonly type: 'repeat' | 'wait' | 'restart' | 'settle' }>;

/** Lets a person act; what follows of it comes as updates. Refusals are Telegram's, and the bot hears nothing of them. */
export function performAct(scene: Scene, act: PersonsAct): void {
  const { world, shown } = scene;
  const person = scene.persons[act.person];
  if (person === undefined) return;
  const chatId = person.id;
  const own = shown.messages(chatId);
  const does = (action: Parameters<FuzzWorld['sandbox']['world']['act']>[1]): void =>
    void world.sandbox.world.act(chatId, action).catch(() => undefined);
  switch (act.type) {
    case 'write':
      does({ type: 'write', chatId, text: act.text.replaceAll('{}', shown.word(act.pick)) });
      return;
    case 'press': {
      const message = at(own, act.pick);
      const data = message === null ? undefined : at(buttonsOf(message), Math.floor(act.pick / 16))?.callback_data;
      if (message !== null && data !== undefined) does({ type: 'press', chatId, messageId: message.message_id, data });
      return;
    }
    case 'reply':
      does({ type: 'write', chatId, text: act.text, replyTo: at(own, act.pick)?.message_id });
      return;
    case 'pay': {
      const message = own.findLast(({ invoice }) => invoice !== undefined);
      if (message !== undefined) does({ type: 'pay', chatId, messageId: message.message_id });
      else payLink(scene, { chatId, own });
      return;
    }
    case 'join':
      does({ type: 'open-link', url: world.channels.proLink });
      return;
    case 'leave':
      does({ type: 'leave', chatId: world.channels.pro });
      return;
    case 'block':
      does({ type: 'block', blocked: act.blocked });
      return;
    case 'ask-inline':
    case 'ask-guest':
      does({ type: act.type, words: act.words });
      return;
    case 'forge':
      forge(scene, act, { person, own });
      return;
    case 'raw': {
      const other = at(scene.persons, act.pick) ?? person;
      const { nowMs, number } = scene;
      const parts = { world, person, other, text: act.text, nowS: Math.floor(nowMs / 1_000), number };
      world.sandbox.forge(rawUpdate(act.shape, { ...parts, payload: shown.payload(act.pick) }));
      return;
    }
    default: {
      const [subscription] = world.sandbox.world.snapshot(chatId).subscriptions;
      if (subscription !== undefined) does({ type: act.type, subscriptionId: subscription.id });
    }
  }
}

/** A subscription is paid by the link of a button: opening it makes a pay sheet, which is paid at the next try. */
function payLink(
  { world }: Scene,
  { chatId, own }: { readonly chatId: number; readonly own: readonly WireMessage[] },
): void {
  const url = own
    .flatMap((message) => buttonsOf(message))
    .findLast((button) => button.url?.includes('t.me/$') === true)?.url;
  if (url === undefined) return;
  const { sandbox } = world;
  const people = sandbox.world;
  void people
    .act(chatId, { type: 'open-link', url })
    .then(async () => {
      const sheet = people
        .snapshot(chatId)
        .chats.find(({ id }) => id === chatId)
        ?.messages.findLast(({ invoice }) => invoice !== null);
      if (sheet !== undefined) await people.act(chatId, { type: 'pay', chatId, messageId: sheet.messageId });
    })
    .catch(() => undefined);
}

/** A client of one's own may send any data for any message that it names. */
function forge(
  { world, shown, nowMs, number }: Scene,
  { data, under, pick }: Extract<Act, { readonly type: 'forge' }>,
  { person, own }: { readonly person: WorldPerson; readonly own: readonly WireMessage[] },
): void {
  const date = Math.floor(nowMs / 1_000);
  const chat = { id: person.id, type: 'private', first_name: person.firstName };
  const gone = { message_id: 900_000 + number, date, chat, text: 'gone' };
  const message = {
    own: at(own, pick) ?? gone,
    gone,
    inaccessible: { message_id: 900_000 + number, date: 0, chat },
    channel: {
      message_id: 5,
      date,
      chat: { id: world.channels.free, type: 'channel', title: 'Analyser Free' },
      text: 'post',
    },
  }[under];
  const question = { id: `forged${number}`, from: userOf(person), chat_instance: '7', message };
  world.sandbox.forge({ callback_query: { ...question, data: data ?? shown.data(pick) ?? 'home' } });
}
