import { Buffer } from 'node:buffer';
import { ApiRefusal, refusalBody } from '../../bot/sandbox/telegram/protocol/refusal.ts';
import { parseRawCall, type RawCall } from '../../bot/sandbox/telegram/protocol/request.ts';
import type { TelegramFetch } from '../../bot/telegram/dependencies.ts';

/** One call of the bot: its result, or throws Telegram's refusal. */
export type Answering = (method: string, call: RawCall) => Promise<unknown>;

/** An answer without the streams that a body would cost: grammY asks for its JSON and for nothing else. */
class ReadResponse extends Response {
  readonly #answer: unknown;

  constructor(answer: unknown) {
    super(null);
    this.#answer = answer;
  }

  // What goes over the wire keeps no reference into the stand-in.
  override json = async (): Promise<unknown> => JSON.parse(JSON.stringify(this.#answer));
}

/** In the place of the network: what grammY would have sent is read as the stand-in's server reads it, and answered in this process. */
export function inProcessFetch(answer: Answering): TelegramFetch {
  const inProcess: typeof globalThis.fetch = async (input, init) => {
    const method = String(input).split('/').at(-1) ?? '';
    const contentType = String(Reflect.get(init?.headers ?? {}, 'content-type') ?? '');
    const call = parseRawCall(await bytesOf(init?.body), contentType);
    try {
      return new ReadResponse({ ok: true, result: await answer(method, call) });
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      return new ReadResponse(JSON.parse(refusalBody(error)));
    }
  };
  // grammY's type is node-fetch's, which has more; where those types are not installed it is any.
  return inProcess as unknown as TelegramFetch;
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  const chunks: Buffer[] = [];
  // A multipart body is a stream of Node's, which its types do not say.
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
