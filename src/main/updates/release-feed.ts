import { parseJson } from '../files/read-file.ts';
import { decodeEnvelope } from './envelope.ts';
import { type Manifest, type UpdateChannel, readManifest } from './manifest.ts';
import { type Trust, afterStatements, newerTrust, readStatements } from './trust.ts';
import { UpdateError } from './update-error.ts';
import { type UpdateRecord, withSeen, withTrust } from './update-record.ts';
import { compareVersions } from './version.ts';

/** Name of the file with all key statements. */
export const STATEMENTS_FILE = 'keys.json';

/** Name of the file with the release of a channel. */
export function releaseFile(channel: UpdateChannel): string {
  return `${channel}.json`;
}

/** @returns the text of a file of the feed, or undefined when there is none. @throws {UpdateError} `update-unreachable` */
export type FetchText = (name: string) => Promise<string | undefined>;

export interface FeedOptions {
  readonly fetchText: FetchText;
  /** What the app was built with. */
  readonly builtTrust: Trust;
  readonly record: UpdateRecord;
  /** Keeps a record before anything is done with what it came from. */
  readonly keep: (record: UpdateRecord) => void;
  /** Hears of what is not in order and yet no reason to stop. */
  readonly onProblem: (what: string, error: unknown) => void;
  readonly wantsBetas: boolean;
  readonly nowMs: number;
}

/**
 * Asks a feed: who is trusted now, and what is the newest release that they have signed. Whoever wants betas gets releases, too, when these
 * are newer.
 * @throws {UpdateError} when no release is good
 */
export async function newestRelease(options: FeedOptions): Promise<Manifest> {
  let record = await withNewStatements(options);
  const trust = newerTrust(options.builtTrust, record.trust);
  const found: Manifest[] = [];
  let problem = new UpdateError('update-unreachable');
  for (const channel of options.wantsBetas ? (['latest', 'beta'] as const) : (['latest'] as const)) {
    try {
      const manifest = await releaseOf(channel, trust, options);
      record = withSeen(record, manifest);
      found.push(manifest);
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error;
      // What is wrong says more than what is missing.
      if (problem.code === 'update-unreachable') problem = error;
      options.onProblem(channel, error);
    }
  }
  if (record !== options.record) options.keep(record);
  const [newest] = found.sort((a, b) => compareVersions(b.version, a.version));
  if (newest === undefined) throw problem;
  return newest;
}

async function releaseOf(
  channel: UpdateChannel,
  trust: Trust,
  { fetchText, nowMs }: FeedOptions,
): Promise<Manifest> {
  const text = await fetchText(releaseFile(channel));
  if (text === undefined) throw new UpdateError('update-unreachable');
  return readManifest(decodeEnvelope(text), { trust, channel, nowMs });
}

/** A feed need not have statements, and a wrong one is no reason to distrust those before it. */
async function withNewStatements(options: FeedOptions): Promise<UpdateRecord> {
  const { builtTrust, record } = options;
  const known = newerTrust(builtTrust, record.trust);
  const text = await options.fetchText(STATEMENTS_FILE);
  if (text === undefined) return record;
  try {
    const { trust, problem } = afterStatements(known, readStatements(parseJson(text)));
    if (problem !== undefined) options.onProblem(STATEMENTS_FILE, problem);
    if (trust.serial === known.serial) return record;
    const kept = withTrust(record, trust);
    // At once: a release that is refused must not make anybody forget who was revoked.
    options.keep(kept);
    return kept;
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error;
    options.onProblem(STATEMENTS_FILE, error);
    return record;
  }
}
