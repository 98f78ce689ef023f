import { type Texts, textsFor } from '../../../bot/telegram/messages/texts.ts';
import { openTranscript, type Transcript } from '../chat/transcript.ts';
import type { Stage } from './bot-stage.ts';
import { type StagePerson, stagePerson } from './stage-person.ts';

/** Somebody whose Telegram is in a language: what they do, with everything they then read, goes into a transcript. */
export interface Reader {
  readonly name: string;
  readonly person: StagePerson;
  readonly told: Transcript;
  readonly texts: Texts;
  /** messages: how many follow, one where it is not said. */
  write(text: string, messages?: number): Promise<void>;
  press(button: string, messages?: number): Promise<void>;
  pays(): Promise<void>;
  /** Opens the newest link of a subscription and pays it. */
  paysBySubscription(): Promise<void>;
}

/** A reader with Stars enough, and a transcript of their own or, where given, one that they share. */
export function openReader(
  stage: Stage,
  name: string,
  { language = 'en', told = openTranscript() }: { readonly language?: string; readonly told?: Transcript } = {},
): Reader {
  const { world } = stage.sandbox;
  const { id } = world.addPerson(name, language);
  const person = stagePerson(stage.sandbox, id);
  const rich = person.act({ type: 'add-stars', amount: 20_000 });
  const does = async (what: string, act: () => Promise<unknown>, messages = 1): Promise<void> => {
    await rich;
    told.does(name, what);
    await told.follows({ name, person }, act, messages);
  };
  return {
    ...{ name, person, told, texts: textsFor(language) },
    write: (text, messages) => does(text, () => person.write(text), messages),
    press: (button, messages) => does(`presses [${button}]`, () => person.press(button), messages),
    // The invoice loses its button, and the receipt comes.
    pays: () => does('pays', () => person.pay(), 2),
    async paysBySubscription() {
      const buttons = person.messages().flatMap(({ keyboard }) => keyboard.flat());
      const link = buttons.findLast((button) => button.type === 'url' && button.url.includes('t.me/$'));
      await person.act({ type: 'open-link', url: link?.type === 'url' ? link.url : '' });
      const sheet = await person.until((chats) =>
        chats
          .find(({ type }) => type === 'bot')
          ?.messages.findLast(({ invoice }) => invoice?.subscriptionDays === 30 && !invoice.paid),
      );
      await does('opens it and pays', () => person.act({ type: 'pay', chatId: id, messageId: sheet.messageId }));
    },
  };
}
