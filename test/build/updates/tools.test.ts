import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, test } from 'vitest';

import { releaseFiles } from '../../../build/updates/release-files.ts';
import { cosigned, readBuiltTrust, rotated, statementOf } from '../../../build/updates/release-trust.ts';
import { begin, currentTrust, draftOf, publish, type RotationFiles } from '../../../build/updates/rotate.ts';
import { signRelease } from '../../../build/updates/sign.ts';
import { isEncrypted, newSigner, readSigner, writeNewKey } from '../../../build/updates/signing-key.ts';
import { newestRelease } from '../../../src/main/updates/release-feed.ts';
import type { Trust } from '../../../src/main/updates/trust.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const NOW_MS = Date.UTC(2026, 10, 26);
const roots = [newSigner(), newSigner(), newSigner()] as const;
const [first, second, third] = [newSigner(), newSigner(), newSigner()];
const publicOf = (...signers: readonly { readonly key: { readonly publicKey: string } }[]) =>
  signers.map(({ key }) => key.publicKey);

let folder: string;
let files: RotationFiles;

beforeEach(() => {
  folder = temporaryFolder();
  files = { built: join(folder, 'trusted-keys.json'), statements: join(folder, 'keys.json') };
  writeFileSync(files.built, '{"about":"us","feed":"","trust":null}');
});

function started(): Trust {
  return begin(files, {
    feed: 'https://updates.example/',
    rotation: { addRoots: publicOf(...roots), addReleaseKeys: publicOf(first, second), threshold: 2 },
  });
}

/** What somebody gets from the feed whose app was built with `builtTrust`. */
async function seenBy(builtTrust: Trust): Promise<string> {
  try {
    const { version } = await newestRelease({
      fetchText: (name) =>
        Promise.resolve(
          existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined,
        ),
      builtTrust,
      record: { seen: {} },
      keep: () => undefined,
      onProblem: () => undefined,
      wantsBetas: false,
      nowMs: NOW_MS,
    });
    return version;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

const release = (version: string, trust: Trust, signers = [first]) => {
  writeFileSync(join(folder, `undertone-${version}-linux-x86_64.AppImage`), version);
  return signRelease({ folder, version, channel: 'latest', nowMs: NOW_MS }, { trust, signers });
};

describe('updates:keys', () => {
  test('a key is this user’s alone, encrypted, and never replaced', () => {
    const path = join(folder, 'release.pem');
    const key = writeNewKey(path, 'horse battery');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(isEncrypted(path)).toBe(true);
    expect(readSigner(path, 'horse battery').key).toEqual(key);
    expect(() => readSigner(path, 'staple')).toThrow();
    expect(() => writeNewKey(path, '')).toThrow(/EEXIST/);
    expect(isEncrypted(path)).toBe(true);
  });
});

describe('updates:sign', () => {
  test('what is in the folder is signed, and found by those who have the app', async () => {
    const trust = started();
    writeFileSync(join(folder, 'undertone-1.0.0-win-x64.exe'), 'other version');
    writeFileSync(join(folder, 'undertone-1.1.0-linux-amd64.deb'), 'a package');
    writeFileSync(join(folder, 'notes.txt'), 'no package');
    const manifest = release('1.1.0', trust);
    expect(manifest.files.map(({ name, platform, arch, kind }) => [name, platform, arch, kind])).toEqual([
      ['undertone-1.1.0-linux-amd64.deb', 'linux', 'x64', 'deb'],
      ['undertone-1.1.0-linux-x86_64.AppImage', 'linux', 'x64', 'AppImage'],
    ]);
    expect(manifest.files[0]?.sha512).toBe(createHash('sha512').update('a package').digest('base64'));
    expect(await seenBy(trust)).toBe('1.1.0');
  });

  test('it refuses what nobody would believe, and what was packed for development', () => {
    const trust = started();
    expect(() => release('1.1.0', trust, [third])).toThrow(/accepted/);
    expect(existsSync(join(folder, 'latest.json'))).toBe(false);
    expect(() => releaseFiles(folder, '3.0.0')).toThrow(/no packages/);
    writeFileSync(join(folder, 'undertone-1.1.0-linux-x86_64-devruntime.AppImage'), 'x');
    expect(() => release('1.1.0', trust)).toThrow(/development/);
  });
});

describe('updates:rotate', () => {
  test('a new key overlaps with the old one, which then goes; whoever slept through it follows', async () => {
    const old = started();
    const added = rotated(old, { addReleaseKeys: publicOf(third) });
    expect(publish(files, statementOf(added, [roots[0], roots[1]]))).toBe(true);
    release('1.1.0', currentTrust(files), [first, third]);
    expect(await seenBy(old)).toBe('1.1.0');
    const gone = rotated(currentTrust(files), { retire: [first.key.id], revoke: [second.key.id] });
    expect(publish(files, statementOf(gone, [roots[1], roots[2]]))).toBe(true);
    expect(() => release('1.2.0', currentTrust(files), [first, second])).toThrow(/accepted/);
    release('1.2.0', currentTrust(files), [third]);
    expect(await seenBy(old)).toBe('1.2.0');
    expect(readBuiltTrust(files.built)).toEqual(gone);
    expect(await seenBy(gone)).toBe('1.2.0');
  });

  test('roots that are never in one room sign one after the other', () => {
    const next = rotated(started(), { addReleaseKeys: publicOf(third) });
    const draft = statementOf(next, [roots[0]]);
    expect(publish(files, draft)).toBe(false);
    expect([existsSync(files.statements), existsSync(draftOf(files))]).toEqual([false, true]);
    expect(publish(files, cosigned(cosigned(draft, [roots[0]]), [roots[2]]))).toBe(true);
    expect([existsSync(files.statements), existsSync(draftOf(files))]).toEqual([true, false]);
    expect(currentTrust(files)).toEqual(next);
  });

  test('it does not begin twice, knows its keys, and publishes nothing that nobody would follow', () => {
    const trust = started();
    expect(started).toThrow(/already/);
    expect(() => rotated(trust, { revoke: ['0123456789abcdef'] })).toThrow(/no key/);
    expect(() => rotated(trust, { addRoots: ['AAAA'] })).toThrow(/public key/);
    const none = rotated(trust, { retire: [first.key.id, second.key.id] });
    expect(() => publish(files, statementOf(none, roots))).toThrow(/Nobody would follow/);
    expect(existsSync(files.statements)).toBe(false);
  });

  test('it begins only with keys that are different, and roots enough', () => {
    const rotation = { addRoots: publicOf(roots[0]), addReleaseKeys: publicOf(first), threshold: 2 };
    expect(() => begin(files, { rotation, feed: '' })).toThrow(/no trust/);
    expect(readBuiltTrust(files.built)).toBeUndefined();
  });
});
