import { createHash } from 'node:crypto';

const BLOCK_BYTES = 4 * 1024 * 1024;

function integrity(content) {
  const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
  const blocks = [];
  for (let at = 0; at < content.length; at += BLOCK_BYTES)
    blocks.push(sha256(content.subarray(at, at + BLOCK_BYTES)));
  return { algorithm: 'SHA256', hash: sha256(content), blockSize: BLOCK_BYTES, blocks };
}

/**
 * An asar archive of files without folders: a pickled header (lengths, JSON, zeros up to a multiple of 4), then the
 * contents one after the other.
 * @param {Readonly<Record<string, string>>} files contents by name
 * @returns {Buffer}
 */
export function packAsar(files) {
  const entries = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  const index = {};
  let offset = 0;
  for (const { name, content } of entries) {
    index[name] = { size: content.length, offset: String(offset), integrity: integrity(content) };
    offset += content.length;
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const paddedBytes = Math.ceil(json.length / 4) * 4;
  const header = Buffer.alloc(16 + paddedBytes);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(8 + paddedBytes, 4);
  header.writeUInt32LE(4 + paddedBytes, 8);
  header.writeUInt32LE(json.length, 12);
  json.copy(header, 16);
  return Buffer.concat([header, ...entries.map(({ content }) => content)]);
}
