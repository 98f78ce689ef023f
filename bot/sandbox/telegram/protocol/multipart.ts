/** A file part of a multipart body. */
export interface UploadedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface MultipartBody {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/**
 * Parses multipart/form-data (RFC 7578); null when it is malformed. Node's own parser (Response.formData) refuses what
 * grammY sends: lower-case headers without a space after the colon and unquoted file names.
 */
export function parseMultipart(body: Buffer, contentType: string): MultipartBody | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  const delimiter = Buffer.from(`--${mark}`);
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return { fields, files };
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), start);
    if (end < 0) return null;
    const headEnd = body.indexOf('\r\n\r\n', start);
    if (headEnd < 0 || headEnd > end) return null;
    const part = readPartHead(body.toString('utf8', start + 2, headEnd));
    if (part === null) return null;
    const content = body.subarray(headEnd + 4, end);
    if (part.filename === null) fields.set(part.name, content.toString('utf8'));
    else files.set(part.name, { name: part.filename, mime: part.mime, bytes: content });
    at = end + 2;
  }
  return null;
}

function readPartHead(head: string): { name: string; filename: string | null; mime: string } | null {
  let name: string | null = null;
  let filename: string | null = null;
  let mime = 'application/octet-stream';
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const header = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (header === 'content-type') mime = value;
    if (header !== 'content-disposition') continue;
    name = parameterOf(value, 'name');
    filename = parameterOf(value, 'filename');
  }
  return name === null ? null : { name, filename, mime };
}

function parameterOf(value: string, key: string): string | null {
  const found = new RegExp(`(?:^|;)\\s*${key}=(?:"([^"]*)"|([^;]*))`, 'i').exec(value);
  return found === null ? null : (found[1] ?? found[2] ?? '');
}
