import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UploadedFile } from './multipart.ts';
import { badRequest } from './refusal.ts';
import type { FileState } from './state.ts';

/** Bytes of uploaded photos and documents, beside the journal or in memory. Equal bytes are one file. */
export interface FileStore {
  save(upload: UploadedFile): FileState;
  read(fileId: string): Uint8Array | null;
}

/** Newest uploads kept when there is no disk. */
const MEMORY_BYTES = 64_000_000;

/** `folder` null keeps the newest 64 MB in memory. */
export function createFileStore(folder: string | null): FileStore {
  const memory = new Map<string, Uint8Array>();
  let held = 0;
  if (folder !== null) mkdirSync(folder, { recursive: true });
  return {
    save(upload) {
      const { bytes } = upload;
      const digest = createHash('sha256').update(upload.name).update('\0').update(bytes).digest('base64url');
      const id = `AgACAgIAAxk${digest.replaceAll(/[-_]/g, 'x')}`;
      if (folder !== null) {
        if (!existsSync(join(folder, id))) writeFileSync(join(folder, id), bytes);
      } else if (!memory.has(id)) {
        memory.set(id, Uint8Array.from(bytes));
        held += bytes.length;
        held -= dropOldest(memory, held - MEMORY_BYTES);
      }
      const image = imageSize(bytes);
      return {
        id,
        mime: image?.mime ?? upload.mime,
        name: upload.name,
        size: bytes.length,
        width: image?.width ?? null,
        height: image?.height ?? null,
      };
    },
    read(fileId) {
      if (!/^[A-Za-z0-9]{20,80}$/.test(fileId)) return null;
      if (folder === null) return memory.get(fileId) ?? null;
      const path = join(folder, fileId);
      return existsSync(path) ? readFileSync(path) : null;
    },
  };
}

function dropOldest(memory: Map<string, Uint8Array>, excess: number): number {
  let dropped = 0;
  for (const [id, bytes] of memory) {
    if (dropped >= excess || memory.size === 1) break;
    memory.delete(id);
    dropped += bytes.length;
  }
  return dropped;
}

export interface ImageSize {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Size of a PNG (IHDR, PNG specification 11.2.2) or JPEG (start-of-frame marker, ITU T.81 B.2.2); null for anything else. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452) {
    return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { mime: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
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
