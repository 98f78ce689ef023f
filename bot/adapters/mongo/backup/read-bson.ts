import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A document of MongoDB is at most 16 MiB; a little more is read for what the server adds itself. */
const MOST_BYTES = 17 * 1024 * 1024;
const SHORTEST_BYTES = 5;

/** The documents of a .bson.gz file, each as its bytes. Throws where the file is cut off or is no BSON. */
export async function* readBson(path: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path).pipe(createGunzip())) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 4) {
      const size = rest.readInt32LE(at);
      if (size < SHORTEST_BYTES || size > MOST_BYTES)
        throw new Error(`${path}: expected BSON, found a size of ${size}`);
      if (rest.length - at < size) break;
      yield rest.subarray(at, at + size);
      at += size;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new Error(`${path}: cut off within a document`);
}
