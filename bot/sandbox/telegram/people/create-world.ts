import type { SandboxContext } from '../context.ts';
import type { PersonState, SandboxEvent } from '../state/state.ts';
import type { TelegramWorld, WorldAction, WorldActionResult, WorldEvent } from '../world.ts';
import { askInline, sendOffered } from './inline.ts';
import { openLink } from './links.ts';
import { makeChat, setBot } from './own-chats.ts';
import { pay } from './pay.ts';
import { shareChat } from './share-chat.ts';
import { shareUsers } from './share-users.ts';
import { changeSubscription } from './subscriptions.ts';
import { maySee, viewMessage, viewPerson, viewSnapshot } from './view.ts';
import { addStars, block, leave, press, write } from './write.ts';

const START_STARS = 5000;
const FIRST_PERSON_ID = 700_000_001;
const SNAPSHOT_MESSAGES = 100;

export interface WorldParts {
  readonly world: TelegramWorld;
  /** Tells listeners that what a chat shows changed without a stored change. */
  chatChanged(chatId: number): void;
}

/** The people's side of a sandbox. */
export function createWorld(context: SandboxContext): WorldParts {
  const { store } = context;
  const listeners = new Set<(event: WorldEvent) => void>();
  const emit = (event: WorldEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  store.onCommit((events) => {
    if (listeners.size === 0) return;
    for (const event of events) for (const seen of worldEvents(context, event)) emit(seen);
  });
  const personOf = (personId: number): PersonState => {
    const person = store.state.persons.get(personId);
    if (person === undefined) throw new Error(`expected the id of a person of the sandbox, was "${personId}"`);
    return person;
  };
  const world: TelegramWorld = {
    snapshot: (personId) => viewSnapshot(context, personOf(personId), SNAPSHOT_MESSAGES),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    addPerson(firstName, languageCode) {
      const person = newPerson(context, firstName, languageCode);
      store.commit([{ e: 'person', person }]);
      return viewPerson(person);
    },
    persons: () => [...store.state.persons.values()].map(viewPerson),
    act: async (personId, action) => act(context, personOf(personId), action),
    canSee: (personId, chatId) => maySee(context, personOf(personId), chatId),
  };
  return {
    world,
    chatChanged: (chatId) => emit({ type: 'chat', personId: chatId > 0 ? chatId : null, chatId }),
  };
}

async function act(context: SandboxContext, person: PersonState, action: WorldAction): Promise<WorldActionResult> {
  switch (action.type) {
    case 'write':
      return write(context, person, action);
    case 'press':
      return press(context, person, action);
    case 'ask-inline':
    case 'ask-guest':
      return askInline(context, person, action);
    case 'open-link':
      return openLink(context, person, action.url);
    case 'send-offered':
      return sendOffered(context, person, action);
    case 'share-users':
      return shareUsers(context, person, action);
    case 'share-chat':
      return shareChat(context, person, action);
    case 'make-chat':
      return makeChat(context, person, action);
    case 'set-bot':
      return setBot(context, person, action);
    case 'pay':
      return pay(context, person, action);
    case 'leave':
      return leave(context, person, action.chatId);
    case 'block':
      return block(context, person, action.blocked);
    case 'add-stars':
      return addStars(context, person, action.amount);
    case 'renew':
    case 'fail-renewal':
    case 'cancel-subscription':
    case 'resume-subscription':
      return changeSubscription(context, person, action);
  }
}

function newPerson(context: SandboxContext, firstName: string, languageCode: string): PersonState {
  const name = firstName.trim();
  if (name === '' || name.length > 64)
    throw new Error(`expected a first name of 1 to 64 characters, was "${firstName}"`);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(languageCode)) {
    throw new Error(`expected an IETF language code such as "en" or "pt-BR", was "${languageCode}"`);
  }
  const id = FIRST_PERSON_ID + context.store.state.persons.size;
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return {
    id,
    firstName: name,
    // A name without Latin letters has no username, as with many people: nobody may rely on one.
    username: slug === '' ? null : `${slug.slice(0, 20)}_${id - FIRST_PERSON_ID + 1}`,
    languageCode,
    stars: START_STARS,
    blockedBot: false,
    started: false,
    knownLinks: [],
  };
}

/** What people notice of a stored change. */
function worldEvents(context: SandboxContext, event: SandboxEvent): readonly WorldEvent[] {
  switch (event.e) {
    case 'message': {
      const { chatId } = event;
      const message = viewMessage(context, chatId, event.stored);
      return [{ type: event.fresh ? 'message' : 'edited', personId: chatId > 0 ? chatId : null, message }];
    }
    case 'message-gone': {
      const { chatId, messageId } = event;
      return [{ type: 'deleted', personId: chatId > 0 ? chatId : null, chatId, messageId }];
    }
    case 'person':
      return [{ type: 'person', personId: event.person.id }];
    case 'subscription':
      return [{ type: 'person', personId: event.subscription.userId }];
    case 'channel':
      return [{ type: 'chat', personId: null, chatId: event.channel.id }];
    case 'rights':
    case 'member':
    case 'description':
      return [{ type: 'chat', personId: null, chatId: event.chatId }];
    case 'request':
      return [{ type: 'chat', personId: event.request.userId, chatId: event.chatId }];
    case 'request-gone':
      return [{ type: 'chat', personId: event.userId, chatId: event.chatId }];
    case 'link':
      return [{ type: 'chat', personId: null, chatId: event.link.chatId }];
    case 'profile':
      return [...context.store.state.persons.keys()].map((id) => ({ type: 'chat', personId: id, chatId: id }));
    default:
      return [];
  }
}
