import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from '../protocol/image-size.ts';
import type { UploadedFile } from '../protocol/multipart.ts';
import { badRequest } from '../protocol/refusal.ts';
import type { FileState } from './state.ts';

/** Bytes of uploaded photos and documents, beside the journal or in memory. Equal bytes of one name are one file. */
export interface FileStore {
  save(upload: UploadedFile): FileState;
  has(fileId: string): boolean;
  read(fileId: string): Uint8Array | null;
}

/** Newest uploads kept; older ones are forgotten, and what shows them then shows nothing. */
const MEMORY_BYTES = 64_000_000;
const DISK_BYTES = 512_000_000;

interface ByteStore {
  readonly limit: number;
  sizes(): ReadonlyMap<string, number>;
  write(id: string, bytes: Uint8Array): void;
  read(id: string): Uint8Array | null;
  remove(id: string): void;
}

/** `folder` null keeps the newest 64 MB in memory; a folder keeps 512 MB. */
export function createFileStore(folder: string | null): FileStore {
  const store = folder === null ? createMemory() : createFolder(folder);
  const sizes = new Map(store.sizes());
  let held = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const makeRoom = (): void => {
    for (const [id, size] of sizes) {
      if (held <= store.limit || sizes.size === 1) return;
      store.remove(id);
      sizes.delete(id);
      held -= size;
    }
  };
  return {
    save(upload) {
      const { bytes, name } = upload;
      const digest = createHash('sha256').update(name).update('\0').update(bytes).digest('base64url');
      const id = `AgACAgIAAxk${digest.replaceAll(/[-_]/g, 'x')}`;
      if (!sizes.has(id)) {
        store.write(id, bytes);
        sizes.set(id, bytes.length);
        held += bytes.length;
        makeRoom();
      }
      const image = imageSize(bytes);
      const size = { width: image?.width ?? null, height: image?.height ?? null };
      return { id, mime: image?.mime ?? upload.mime, name, size: bytes.length, ...size };
    },
    has: (fileId) => sizes.has(fileId),
    read: (fileId) => (sizes.has(fileId) ? store.read(fileId) : null),
  };
}

function createMemory(): ByteStore {
  const files = new Map<string, Uint8Array>();
  return {
    limit: MEMORY_BYTES,
    sizes: () => new Map(),
    write: (id, bytes) => {
      files.set(id, Uint8Array.from(bytes));
    },
    read: (id) => files.get(id) ?? null,
    remove: (id) => {
      files.delete(id);
    },
  };
}

function createFolder(folder: string): ByteStore {
  mkdirSync(folder, { recursive: true });
  return {
    limit: DISK_BYTES,
    sizes() {
      const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
      const found = names.map((id) => ({ id, stat: statSync(join(folder, id)) }));
      found.sort((a, b) => a.stat.mtimeMs - b.stat.mtimeMs);
      return new Map(found.map(({ id, stat }) => [id, stat.size]));
    },
    write(id, bytes) {
      // Renamed when whole: a file that exists is never a torn one.
      const unfinished = join(folder, `.${id}`);
      try {
        writeFileSync(unfinished, bytes);
        renameSync(unfinished, join(folder, id));
      } catch (error) {
        rmSync(unfinished, { force: true });
        throw error;
      }
    },
    read: (id) => readFileSync(join(folder, id)),
    remove: (id) => rmSync(join(folder, id), { force: true }),
  };
}

/** Refuses what Telegram refuses to process as a photo: other formats, sides over 10,000 together, ratios over 20, over 10 MB. */
export function checkPhoto(file: FileState): void {
  const { width, height } = file;
  if (width === null || height === null || width === 0 || height === 0) throw badRequest('IMAGE_PROCESS_FAILED');
  if (width + height > 10_000 || Math.max(width, height) / Math.min(width, height) > 20) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  if (file.size > 10_000_000) throw badRequest('file is too big');
}
