import type { Transformer } from 'grammy';

/**
 * Answers where the chat itself is, not in the topic of what is answered, to which grammY sends by itself: in the topics of a private
 * chat every answer would quote the message that opened the topic.
 */
export const oneThread: Transformer = (previous, ...call) => {
  const [, payload] = call;
  if ('message_thread_id' in payload) Reflect.deleteProperty(payload, 'message_thread_id');
  return previous(...call);
};
