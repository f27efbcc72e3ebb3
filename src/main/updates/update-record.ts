import { z } from 'zod';

import { writeFileAtomically } from '../files/atomic-write.ts';
import { parseJson, readTextIfPresent } from '../files/read-file.ts';
import { type Manifest, UPDATE_CHANNELS } from './manifest.ts';
import { type Trust, trustJson, trustSchema } from './trust.ts';
import { UpdateError } from './update-error.ts';
import { VERSION, compareVersions } from './version.ts';

const seenSchema = z.object({ version: z.string().regex(VERSION), signedAtMs: z.number().int() }).readonly();

const recordSchema = z
  .object({
    trust: trustSchema.exactOptional(),
    /** The newest of each channel that was ever told of. */
    seen: z.partialRecord(z.enum(UPDATE_CHANNELS), seenSchema).readonly(),
    /** Who does not want to hear of a version for a while. */
    later: z
      .object({ version: z.string().regex(VERSION), untilMs: z.number().int() })
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** What has to be known the next time, so that nothing goes back. */
export type UpdateRecord = z.infer<typeof recordSchema>;

const EMPTY: UpdateRecord = { seen: {} };

/** What cannot be read is as if it had not been written. */
export function readRecord(path: string): UpdateRecord {
  let text: string | undefined;
  try {
    text = readTextIfPresent(path);
  } catch {
    return EMPTY;
  }
  const json = text === undefined ? undefined : parseJson(text);
  return recordSchema.safeParse(json).data ?? EMPTY;
}

/** @throws whatever the file system says. */
export function writeRecord(path: string, { trust, ...rest }: UpdateRecord): void {
  const json = { ...(trust === undefined ? {} : { trust: trustJson(trust) }), ...rest };
  writeFileAtomically(path, `${JSON.stringify(json, undefined, 2)}\n`);
}

/** The record after new statements. */
export function withTrust(record: UpdateRecord, trust: Trust): UpdateRecord {
  return { ...record, trust };
}

/**
 * The record after a release was seen; the same object when there is nothing new.
 * @throws {UpdateError} `update-rolled-back` when a newer one was seen before, or the same one signed later
 */
export function withSeen(record: UpdateRecord, { channel, version, signedAtMs }: Manifest): UpdateRecord {
  const seen = record.seen[channel];
  if (seen !== undefined) {
    const isOlder = compareVersions(version, seen.version) < 0 || signedAtMs < seen.signedAtMs;
    if (isOlder) throw new UpdateError('update-rolled-back');
    if (version === seen.version && signedAtMs === seen.signedAtMs) return record;
  }
  return { ...record, seen: { ...record.seen, [channel]: { version, signedAtMs } } };
}
