import { Bot, InputFile, type Transformer } from 'grammy';
import type { TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import { ApiRefusal } from '../../../bot/sandbox/telegram/protocol/refusal.ts';

/** A real grammY bot whose calls reach the sandbox inside this process: no socket, no HTTP. It does not poll yet. */
export function connectBot(sandbox: TelegramSandbox, token: string): Bot {
  const bot = new Bot(token);
  const callSandbox: Transformer = async (...[, method, payload, signal]) => {
    const aborted = new AbortController();
    signal?.addEventListener('abort', () => aborted.abort());
    const { params, files } = await splitUploads(payload);
    try {
      const result = await sandbox.call(method, params, { files, aborted: aborted.signal });
      return { ok: true, result: JSON.parse(JSON.stringify(result)) };
    } catch (cause) {
      if (!(cause instanceof ApiRefusal)) throw cause;
      return { ok: false, error_code: cause.code, description: cause.message };
    }
  };
  bot.api.config.use(callSandbox);
  return bot;
}

/** As grammY writes multipart bodies: each upload is named by its field. */
async function splitUploads(payload: object) {
  const params: Record<string, unknown> = { ...payload };
  const files = new Map<string, { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }>();
  for (const [field, value] of Object.entries(params)) {
    if (!(value instanceof InputFile)) continue;
    const chunks: Uint8Array[] = [];
    const raw = await value.toRaw();
    if (raw instanceof Uint8Array) chunks.push(raw);
    else for await (const chunk of raw) chunks.push(chunk);
    params[field] = `attach://${field}`;
    files.set(field, {
      name: value.filename ?? field,
      mime: 'application/octet-stream',
      bytes: Buffer.concat(chunks),
    });
  }
  return { params, files };
}
