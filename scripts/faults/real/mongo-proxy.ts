import { connect, createServer, type Socket } from 'node:net';
import mongoose from 'mongoose';
import { z } from 'zod';
import type { EffectGate } from './effect-gate.ts';
import type { LocalProxy } from './http-proxy.ts';

const { BSON } = mongoose.mongo;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
/** Behind the header: four bytes of flags, the kind of the first section, and its document. */
const DOCUMENT_AT = HEADER_BYTES + 5;
const WRITES: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify']);
/** Renewed every few seconds whatever happens: a kill there shows nothing. */
const UNCOUNTED: ReadonlySet<string> = new Set(['leases', 'shards', 'send_shares']);
const ANSWER = z.object({
  n: z.number().optional(),
  value: z.unknown().optional(),
  lastErrorObject: z.object({ n: z.number().optional() }).optional(),
});

/** A way to a MongoDB server that counts the writes which changed something, and may drop their answers. */
export async function openMongoProxy(uri: string, gate: EffectGate): Promise<LocalProxy> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) });
    const writes = new Set<number>();
    near.on(
      'data',
      frames((frame) => {
        if (isCountedWrite(frame)) writes.add(frame.readInt32LE(4));
        far.write(frame);
      }),
    );
    far.on(
      'data',
      frames((frame) => {
        if (writes.delete(frame.readInt32LE(8)) && changed(frame) && !gate.pass()) return;
        near.write(frame);
      }),
    );
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const url = new URL(uri);
  url.host = `127.0.0.1:${address.port}`;
  // Else the driver goes on with the address that the server gives of itself.
  url.searchParams.set('directConnection', 'true');
  return {
    url: url.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whole messages of the wire protocol out of pieces. */
function frames(onFrame: (frame: Buffer) => void): (chunk: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0);
  return (chunk) => {
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    while (kept.length >= 4 && kept.length >= kept.readInt32LE(0)) {
      const length = kept.readInt32LE(0);
      onFrame(kept.subarray(0, length));
      kept = kept.subarray(length);
    }
  };
}

/** The first field of a command is its name, and its value the collection. */
function isCountedWrite(frame: Buffer): boolean {
  if (frame.readInt32LE(12) !== OP_MSG) return false;
  const nameAt = DOCUMENT_AT + 5;
  const nameEnd = frame.indexOf(0, nameAt);
  if (!WRITES.has(frame.toString('utf8', nameAt, nameEnd))) return false;
  const collectionAt = nameEnd + 5;
  return !UNCOUNTED.has(frame.toString('utf8', collectionAt, frame.indexOf(0, collectionAt)));
}

function changed(frame: Buffer): boolean {
  const length = frame.readInt32LE(DOCUMENT_AT);
  const { n, value, lastErrorObject } = ANSWER.parse(
    BSON.deserialize(frame.subarray(DOCUMENT_AT, DOCUMENT_AT + length)),
  );
  return (lastErrorObject?.n ?? n ?? 0) > 0 || (value !== undefined && value !== null);
}
