// Changes whose signatures count (docs/updates.md).
//
//   node build/updates/rotate.ts --first --feed URL --add-root KEY… --add-release KEY… --threshold N
//   node build/updates/rotate.ts --key ROOT… [--add-release KEY] [--add-root KEY] [--retire ID] [--revoke ID] [--threshold N]
//   node build/updates/rotate.ts --cosign --key ROOT…
//
// The statement goes to the end of keys.json, and the next build begins with what it says. As long as it wants more signatures it waits in
// keys.json.draft, for whoever has the other roots.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Envelope } from '../../src/main/updates/envelope.ts';
import { STATEMENTS_FILE } from '../../src/main/updates/release-feed.ts';
import { type Trust, afterStatement, trustJson, trustSchema } from '../../src/main/updates/trust.ts';
import { ROOT, isProgram } from '../run.ts';
import {
  cosigned,
  firstTrust,
  isComplete,
  readBuiltTrust,
  readStatementFile,
  rotated,
  type Rotation,
  statementOf,
  trustAfter,
  writeBuiltTrust,
  writeStatementFile,
} from './release-trust.ts';
import { readSigners } from './sign.ts';

export interface RotationFiles {
  /** trusted-keys.json of the next build. */
  readonly built: string;
  /** keys.json of the feed. */
  readonly statements: string;
}

/** Where a statement waits for signatures. */
export function draftOf({ statements }: RotationFiles): string {
  return `${statements}.draft`;
}

/** Says whom people trust who have seen all that was published. @throws {Error} */
export function currentTrust({ built, statements }: RotationFiles): Trust {
  const trust = readBuiltTrust(built);
  if (trust === undefined) throw new Error(`${built} trusts nobody yet: begin with --first.`);
  return trustAfter(trust, readStatementFile(statements));
}

/** Begins: what the first build trusts needs no signature. @throws {Error} when it is not in order, or there was one before */
export function begin(
  files: RotationFiles,
  { rotation, feed }: { readonly rotation: Rotation; readonly feed: string },
): Trust {
  if (readBuiltTrust(files.built) !== undefined) throw new Error(`${files.built} has keys already.`);
  const trust = firstTrust(rotation);
  if (!trustSchema.safeParse(trustJson(trust)).success)
    throw new Error('These keys make no trust: two of them are one, or roots lack.');
  writeBuiltTrust(files.built, { trust, feed });
  return trust;
}

/**
 * Publishes the statement if it has enough signatures, and lays it aside for more if not.
 * @returns whether it is in force
 * @throws {Error} when nobody would ever follow it
 */
export function publish(files: RotationFiles, statement: Envelope): boolean {
  const trust = currentTrust(files);
  if (!isComplete(trust, statement)) {
    writeStatementFile(draftOf(files), [statement]);
    return false;
  }
  writeStatementFile(files.statements, [...readStatementFile(files.statements), statement]);
  writeBuiltTrust(files.built, { trust: afterStatement(trust, statement) });
  rmSync(draftOf(files), { force: true });
  return true;
}

async function main(): Promise<string> {
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({
    options: {
      dir: { type: 'string', default: 'release' },
      feed: { type: 'string' },
      first: { type: 'boolean' },
      cosign: { type: 'boolean' },
      key: list,
      'add-root': list,
      'add-release': list,
      retire: list,
      revoke: list,
      threshold: { type: 'string' },
    },
  });
  const files: RotationFiles = {
    built: join(ROOT, 'build/updates/trusted-keys.json'),
    statements: join(values.dir, STATEMENTS_FILE),
  };
  const rotation: Rotation = {
    addRoots: values['add-root'],
    addReleaseKeys: values['add-release'],
    retire: values.retire,
    revoke: values.revoke,
    ...(values.threshold === undefined ? {} : { threshold: Number(values.threshold) }),
  };
  if (values.first === true) return described(begin(files, { rotation, feed: values.feed ?? '' }));
  const statement = await nextStatement(files, {
    rotation,
    keys: values.key,
    isCosigned: values.cosign === true,
  });
  return publish(files, statement)
    ? described(currentTrust(files))
    : `Waits in ${draftOf(files)} for more signatures: give it to who has another root key, for --cosign.`;
}

async function nextStatement(
  files: RotationFiles,
  {
    rotation,
    keys,
    isCosigned,
  }: { readonly rotation: Rotation; readonly keys: readonly string[]; readonly isCosigned: boolean },
): Promise<Envelope> {
  const signers = await readSigners(keys);
  if (!isCosigned) return statementOf(rotated(currentTrust(files), rotation), signers);
  const [draft] = existsSync(draftOf(files)) ? readStatementFile(draftOf(files)) : [];
  if (draft === undefined) throw new Error(`There is no ${draftOf(files)}.`);
  return cosigned(draft, signers);
}

function described({ serial, roots, threshold, releaseKeys, revoked }: Trust): string {
  const ids = (keys: Trust['roots']): string => keys.map(({ id }) => id).join(' ');
  return [
    `statement  ${serial}`,
    `roots      ${ids(roots)} (${threshold} of them)`,
    `releases   ${ids(releaseKeys)}`,
    `revoked    ${revoked.join(' ')}`,
  ].join('\n');
}

if (isProgram(import.meta.url)) {
  try {
    console.log(await main());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
