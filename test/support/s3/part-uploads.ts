import { createHash } from 'node:crypto';
import type { Answer } from './s3-stand-in.ts';

/** S3 takes no smaller part but as the last one. */
const LEAST_BYTES = 5 * 1024 ** 2;

interface PartRequest {
  readonly method: string;
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

const refused = (code: string): Answer => [400, `<Error><Code>${code}</Code></Error>`];

/** Objects that come in parts: begun, part by part in any order, and put together only when all of them are named with their hashes. */
export function createPartUploads(objects: Map<string, Buffer>) {
  const open = new Map<string, { readonly name: string; readonly parts: Map<number, Buffer> }>();
  let begun = 0;

  const begin = (name: string): Answer => {
    begun += 1;
    const id = `upload-${begun}`;
    open.set(id, { name, parts: new Map() });
    return [200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`];
  };

  const complete = (id: string, body: Buffer): Answer => {
    const upload = open.get(id);
    if (upload === undefined) return [404, '<Error><Code>NoSuchUpload</Code></Error>'];
    const named = [...body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, text = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(text)?.[1]),
      etag: /<ETag>(.*?)</.exec(text)?.[1]?.replaceAll('&quot;', '"'),
    }));
    const parts: Buffer[] = [];
    for (const [at, { number, etag }] of named.entries()) {
      const part = upload.parts.get(number);
      if (part === undefined || etag !== etagOf(part)) return refused('InvalidPart');
      if (at > 0 && number <= (named[at - 1]?.number ?? 0)) return refused('InvalidPartOrder');
      if (at < named.length - 1 && part.length < LEAST_BYTES) return refused('EntityTooSmall');
      parts.push(part);
    }
    if (parts.length === 0) return refused('MalformedXML');
    open.delete(id);
    objects.delete(upload.name);
    objects.set(upload.name, Buffer.concat(parts));
    return [200, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>'];
  };

  return {
    /** Null: a request about a whole object. */
    answer({ method, name, query, body }: PartRequest): Answer | null {
      const id = query.get('uploadId');
      if (method === 'POST' && query.has('uploads')) return begin(name);
      if (id === null) return null;
      if (method === 'POST') return complete(id, body);
      const upload = open.get(id);
      if (method !== 'PUT' || upload === undefined || upload.name !== name) return refused('InvalidRequest');
      upload.parts.set(Number(query.get('partNumber')), body);
      return [200, '', { etag: etagOf(body) }];
    },
  };
}

const etagOf = (part: Buffer): string => `"${createHash('md5').update(part).digest('hex')}"`;
