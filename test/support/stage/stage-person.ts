import type { TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { WorldAction, WorldActionResult, WorldChat, WorldMessage } from '../../../bot/sandbox/telegram/world.ts';

/** Somebody in front of the stage's Telegram. */
export interface StagePerson {
  readonly id: number;
  act(action: WorldAction): Promise<WorldActionResult>;
  write(text: string): Promise<void>;
  /** Presses the newest button whose text contains this. */
  press(text: string): Promise<WorldActionResult>;
  pay(): Promise<WorldActionResult>;
  /** Waits for a message of the bot, or an edit, that came after the person's last act and matches. */
  reads(pattern: RegExp): Promise<WorldMessage>;
  /** Waits until what the person sees is so. */
  until<T>(look: (chats: readonly WorldChat[]) => T | null | undefined | false): Promise<T>;
  /** The bot's messages, oldest first. */
  messages(): readonly WorldMessage[];
  chat(title: string): WorldChat;
}

/** What a person sees, and how to wait until it is so. */
interface View {
  readonly until: StagePerson['until'];
  messages(): readonly WorldMessage[];
}

function viewOf({ world }: TelegramSandbox, id: number): View {
  const messages = (): readonly WorldMessage[] => {
    const chat = world.snapshot(id).chats.find(({ type }) => type === 'bot');
    if (chat === undefined) throw new Error('expected a chat with the bot');
    return chat.messages.filter(({ author }) => author === 'bot');
  };
  return {
    messages,
    until: (look) =>
      new Promise((resolve, reject) => {
        const attempt = (): void => {
          const found = look(world.snapshot(id).chats);
          if (found === null || found === undefined || found === false) return;
          clearTimeout(timer);
          stop();
          resolve(found);
        };
        const stop = world.subscribe(attempt);
        const timer = setTimeout(() => {
          stop();
          const last = messages()
            .slice(-3)
            .map(({ text }) => text);
          reject(new Error(`waited 30 s in vain; the bot's last messages: ${JSON.stringify(last, null, 1)}`));
        }, 30_000);
        attempt();
      }),
  };
}

const markOf = (message: WorldMessage): string => JSON.stringify([message.text, message.keyboard, message.editedMs]);

/** A person of the stage by their id. */
export function stagePerson(sandbox: TelegramSandbox, id: number): StagePerson {
  const { world } = sandbox;
  const { until, messages } = viewOf(sandbox, id);
  /** The bot's messages, edits included, when the person last acted: such a text is no news. */
  let known = new Map<number, string>();
  const act = async (action: WorldAction): Promise<WorldActionResult> => {
    known = new Map(messages().map((message) => [message.messageId, markOf(message)]));
    return await world.act(id, action);
  };
  const isNews = (message: WorldMessage): boolean => known.get(message.messageId) !== markOf(message);
  return {
    id,
    act,
    messages,
    until,
    async write(text) {
      const result = await act({ type: 'write', chatId: id, text });
      if (result.type === 'refused') throw new Error(`could not write: ${result.text}`);
    },
    async press(text) {
      for (const message of messages().toReversed()) {
        const button = message.keyboard.flat().find((one) => one.type === 'callback' && one.text.includes(text));
        if (button?.type === 'callback')
          return await act({ type: 'press', chatId: id, messageId: message.messageId, data: button.data });
      }
      const shown = messages().flatMap((message) => message.keyboard.flat().map((one) => one.text));
      throw new Error(`expected a button "${text}", had ${JSON.stringify(shown)}`);
    },
    async pay() {
      const invoice = await until(() =>
        messages().findLast((message) => message.invoice !== null && !message.invoice.paid),
      );
      return await act({ type: 'pay', chatId: id, messageId: invoice.messageId });
    },
    reads: (pattern) => until(() => messages().findLast((message) => isNews(message) && pattern.test(message.text))),
    chat(title) {
      const chat = world.snapshot(id).chats.find((one) => one.title === title);
      if (chat === undefined) throw new Error(`expected a chat "${title}"`);
      return chat;
    },
  };
}
