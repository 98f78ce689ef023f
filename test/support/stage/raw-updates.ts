import type { Stage } from './bot-stage.ts';
import type { StagePerson } from './stage-person.ts';

/** What the stage's Telegram does not send by itself: old buttons, forged ones, kinds of updates that are not ours. */
export interface RawUpdates {
  /** Gives the bot an update, as Telegram would, and waits for what it does. */
  gets(body: object): Promise<void>;
  /** A press of a button with this data under a message, whether or not that message has it. */
  press(
    person: Pick<StagePerson, 'id'>,
    data: string,
    press?: { readonly id?: string; readonly messageId?: number },
  ): Promise<void>;
}

/** Updates with numbers from `firstId` on, above those that the stage gives itself. */
export function rawUpdates({ bot }: Pick<Stage, 'bot'>, firstId: number): RawUpdates {
  let updateId = firstId;
  const gets = async (body: object): Promise<void> => {
    updateId += 1;
    await bot.bot.handleUpdate({ update_id: updateId, ...body });
  };
  return {
    gets,
    press: ({ id }, data, { id: queryId = `q${updateId}`, messageId = 1 } = {}) =>
      gets({
        callback_query: {
          ...{ id: queryId, chat_instance: '1', data },
          from: { id, is_bot: false, first_name: 'Ada' },
          message: { message_id: messageId, date: 0, chat: { id, type: 'private', first_name: 'Ada' } },
        },
      }),
  };
}
