import type { IncomingMessage } from 'node:http';
import type { FieldTable } from './field-types.ts';
import { parseMultipart, type UploadedFile } from './multipart.ts';
import { ApiRefusal, badRequest } from './refusal.ts';

/** A call of the bot after its fields were checked against Bot API 10.1. */
export interface ApiCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** Fields as they came, before their types are checked. */
export interface RawCall {
  readonly params: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const MAX_BODY_BYTES = 20_000_000;
const NO_FILES: ReadonlyMap<string, UploadedFile> = new Map();

/** Features of Telegram that nothing here acts on; a refusal is better than pretending. */
const NOT_SIMULATED: Readonly<Record<string, string>> = {
  business_connection_id: 'business connection not found',
  message_thread_id: 'message thread not found',
  direct_messages_topic_id: 'direct messages topic not found',
  inline_message_id: 'MESSAGE_ID_INVALID',
};

/** Reads query and body (JSON, urlencoded or multipart) of a request. */
export async function readRawCall(request: IncomingMessage, query: URLSearchParams): Promise<RawCall> {
  return parseRawCall(await readBody(request), request.headers['content-type'] ?? '', Object.fromEntries(query));
}

/** Fields and files of a body, beside those that came another way. */
export function parseRawCall(
  body: Buffer,
  contentType: string,
  params: Readonly<Record<string, unknown>> = {},
): RawCall {
  if (body.length === 0) return { params, files: NO_FILES };
  if (/^application\/json\b/i.test(contentType)) {
    return { params: { ...params, ...parseJsonBody(body) }, files: NO_FILES };
  }
  if (/^multipart\/form-data\b/i.test(contentType)) {
    const parsed = parseMultipart(body, contentType);
    if (parsed === null) throw badRequest("can't parse multipart body");
    const files: Record<string, unknown> = {};
    for (const name of parsed.files.keys()) files[name] = `attach://${name}`;
    return { params: { ...params, ...files, ...Object.fromEntries(parsed.fields) }, files: parsed.files };
  }
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return {
      params: { ...params, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) },
      files: NO_FILES,
    };
  }
  return { params, files: NO_FILES };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new ApiRefusal(413, 'Request Entity Too Large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parseJsonBody(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Falls through: Telegram answers alike for a broken text and for something that is no object.
  }
  throw badRequest("can't parse request body as JSON object");
}

/** Checks every field of a call; null when the stand-in does not have the method. Unknown fields are refused on purpose. */
export function checkCall(table: FieldTable, methodName: string, raw: RawCall): ApiCall | null {
  const method = table.method(methodName);
  if (method === null) return null;
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw.params)) {
    if (value === null || value === undefined) continue;
    const field = method.fields.get(name);
    if (field === undefined) {
      if (raw.files.has(name)) continue;
      throw badRequest(`the stand-in refuses "${name}": ${method.name} of Bot API 10.1 has no such field`);
    }
    const refusal = NOT_SIMULATED[name];
    if (refusal !== undefined && value !== '') throw badRequest(refusal);
    params[name] = table.coerce(field, value);
  }
  return { method: method.name, params, files: raw.files };
}

/** A text field; undefined when it is absent. */
export function textOf(call: ApiCall, name: string): string | undefined {
  const value = call.params[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number; undefined when it is absent. */
export function integerOf(call: ApiCall, name: string): number | undefined {
  const value = call.params[name];
  return typeof value === 'number' ? value : undefined;
}

/** A flag; false when it is absent. */
export function flagOf(call: ApiCall, name: string): boolean {
  return call.params[name] === true;
}

/** An object whose fields were checked; undefined when it is absent. */
export function objectOf(call: ApiCall, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = call.params[name];
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

/** An array whose elements were checked; undefined when it is absent. */
export function arrayOf<T>(call: ApiCall, name: string): readonly T[] | undefined {
  const value = call.params[name];
  return Array.isArray(value) ? (value as readonly T[]) : undefined;
}
