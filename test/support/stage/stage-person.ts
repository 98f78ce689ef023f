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

/** A person of the stage by their id. */
export function stagePerson(sandbox: TelegramSandbox, id: number): StagePerson {
  const { world } = sandbox;
  /** What the bot had said and edited when the person last acted; a text seen then is no news. */
  let known = new Map<number, string>();
  const own = (): WorldChat => {
    const chat = world.snapshot(id).chats.find(({ type }) => type === 'bot');
    if (chat === undefined) throw new Error('expected a chat with the bot');
    return chat;
  };
  const messages = (): readonly WorldMessage[] => own().messages.filter(({ author }) => author === 'bot');
  const markOf = (message: WorldMessage): string => JSON.stringify([message.text, message.keyboard, message.editedMs]);
  const remember = (): void => {
    known = new Map(messages().map((message) => [message.messageId, markOf(message)]));
  };
  const until: StagePerson['until'] = (look) =>
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
        const said = messages()
          .slice(-3)
          .map(({ text }) => text);
        reject(new Error(`waited 30 s in vain; the bot said last: ${JSON.stringify(said, null, 1)}`));
      }, 30_000);
      attempt();
    });
  const act = async (action: WorldAction): Promise<WorldActionResult> => {
    remember();
    return await world.act(id, action);
  };
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
    reads: (pattern) =>
      until(() =>
        messages().findLast(
          (message) => known.get(message.messageId) !== markOf(message) && pattern.test(message.text),
        ),
      ),
    chat(title) {
      const chat = world.snapshot(id).chats.find((one) => one.title === title);
      if (chat === undefined) throw new Error(`expected a chat "${title}"`);
      return chat;
    },
  };
}
