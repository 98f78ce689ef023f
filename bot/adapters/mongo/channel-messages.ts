import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey, modelOf, SCHEMA_OPTIONS } from '../../../billing/adapters/mongo/documents.ts';
import type { ChannelMessages, CloseMessage } from '../../broadcast/close-message.ts';

/** Name of the collection. */
const CHANNEL_MESSAGES = 'channel_messages';
/** Far more than a channel may be sent about one close. */
const MOST_OF_A_CLOSE = 1_000;

interface MessageDocument extends CloseMessage {
  _id: string;
}

const schema = new Schema<MessageDocument>(
  {
    _id: { type: String, required: true },
    chatId: { type: Number, required: true },
    closeTimeMs: { type: Number, required: true },
    timeframe: { type: String, required: true },
    signalIds: { type: [String], required: true },
  },
  SCHEMA_OPTIONS,
);

/** Messages that tell several signals of a close, by channel | close | timeframe | number: the number is the first free one. */
export function createMongoChannelMessages(connection: Connection): ChannelMessages {
  const model = modelOf(connection, schema, CHANNEL_MESSAGES);
  return {
    async begin(message) {
      const { chatId, closeTimeMs, timeframe, signalIds } = message;
      for (let number = 0; number < MOST_OF_A_CLOSE; number += 1) {
        const _id = [chatId, closeTimeMs, timeframe, number].join('|');
        try {
          await model.create([{ _id, ...message, signalIds: [...signalIds] }]);
          return _id;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
      throw new Error(`expected fewer than ${MOST_OF_A_CLOSE} messages about the close ${closeTimeMs} in ${chatId}`);
    },
    async signalIds(id) {
      const found = await model.findOne({ _id: id }).lean().exec();
      return found?.signalIds ?? [];
    },
  };
}
