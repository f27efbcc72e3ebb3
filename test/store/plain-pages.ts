import { createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

// A file of SQLCipher 4 with a raw key: every page ends with its IV and its HMAC-SHA512, the first one begins with the salt.
const PAGE_BYTES = 4_096;
const RESERVED_BYTES = 80;
const IV_BYTES = 16;
const SALT_BYTES = 16;
const JOURNAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** What the pages of a database say without the cipher, whether SQLite still uses them or not. */
export function plainFile(path: string, key: Uint8Array): Buffer {
  const bytes = readFileSync(path);
  const pages: Buffer[] = [];
  for (let at = 0; at + PAGE_BYTES <= bytes.length; at += PAGE_BYTES)
    pages.push(plainPage(bytes.subarray(at, at + PAGE_BYTES), { key, isFirst: at === 0 }));
  return Buffer.concat(pages);
}

/** The same of all frames of its journal, also of those that SQLite would pass over. */
export function plainJournal(path: string, key: Uint8Array): Buffer {
  if (!existsSync(`${path}-wal`)) return Buffer.alloc(0);
  const bytes = readFileSync(`${path}-wal`);
  const pages: Buffer[] = [];
  const frameBytes = FRAME_HEADER_BYTES + PAGE_BYTES;
  for (let at = JOURNAL_HEADER_BYTES; at + frameBytes <= bytes.length; at += frameBytes) {
    const page = bytes.subarray(at + FRAME_HEADER_BYTES, at + frameBytes);
    pages.push(plainPage(page, { key, isFirst: bytes.readUInt32BE(at) === 1 }));
  }
  return Buffer.concat(pages);
}

function plainPage(
  page: Buffer,
  { key, isFirst }: { readonly key: Uint8Array; readonly isFirst: boolean },
): Buffer {
  const end = PAGE_BYTES - RESERVED_BYTES;
  const cipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + IV_BYTES)).setAutoPadding(
    false,
  );
  return Buffer.concat([cipher.update(page.subarray(isFirst ? SALT_BYTES : 0, end)), cipher.final()]);
}
