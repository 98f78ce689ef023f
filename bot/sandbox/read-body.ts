import type { IncomingMessage } from 'node:http';

/** The body of a request to a stand-in, as text. Throws past `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > most) throw new Error('expected a small body');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
