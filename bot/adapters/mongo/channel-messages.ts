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
    html: { type: String, default: null },
  },
  SCHEMA_OPTIONS,
);

/** Messages about several signals of a close, by channel | close | timeframe | number: the number is the first free one. */
export function createMongoChannelMessages(connection: Connection): ChannelMessages {
  const model = modelOf(connection, schema, CHANNEL_MESSAGES);
  // Of each channel, to begin with the number after its last one: spares a refused insert for each message before.
  const newest = new Map<number, { readonly close: string; readonly number: number }>();
  return {
    async begin(message) {
      const { chatId, closeTimeMs, timeframe, signalIds } = message;
      const close = [chatId, closeTimeMs, timeframe].join('|');
      const known = newest.get(chatId);
      for (let number = known?.close === close ? known.number + 1 : 0; number < MOST_OF_A_CLOSE; number += 1) {
        const _id = `${close}|${number}`;
        try {
          await model.create([{ _id, ...message, signalIds: [...signalIds] }]);
          newest.set(chatId, { close, number });
          return _id;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
      throw new Error(`expected fewer than ${MOST_OF_A_CLOSE} messages about the close ${closeTimeMs} in ${chatId}`);
    },
    async find(id) {
      const found = await model.findOne({ _id: id }).lean().exec();
      // Messages of an older version have no text.
      return found === null ? null : { signalIds: found.signalIds, html: found.html ?? null };
    },
  };
}
