import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFuses, setFuses } from '../../../build/bootstrap/fuses.mjs';
import { REGISTRY_RUNTIME } from '../../../build/bootstrap/registry-recipe.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

function executable(...wires: readonly string[]): string {
  const path = join(temporaryFolder(), 'electron');
  const sets = wires.map((wire) =>
    Buffer.concat([Buffer.from(`code${SENTINEL}`), Buffer.from([1, wire.length]), Buffer.from(wire)]),
  );
  writeFileSync(path, Buffer.concat([...sets, Buffer.from('more code')]));
  return path;
}

test('reads the fuses by name', async () => {
  expect(await readFuses(executable('1010r01'))).toEqual({
    runAsNode: 'on',
    enableCookieEncryption: 'off',
    enableNodeOptionsEnvironmentVariable: 'on',
    enableNodeCliInspectArguments: 'off',
    enableEmbeddedAsarIntegrityValidation: 'removed',
    onlyLoadAppFromAsar: 'off',
    loadBrowserProcessSpecificV8Snapshot: 'on',
  });
});

test('the recipe of the registry runtime changes two bytes and no more', async () => {
  const file = executable('10100011');
  const before = readFileSync(file);
  expect(await setFuses(file, REGISTRY_RUNTIME.fuses)).toBe(2);
  const after = readFileSync(file);
  expect(after.toString('latin1')).toBe(before.toString('latin1').replace('10100011', '10110001'));
  expect(await setFuses(file, REGISTRY_RUNTIME.fuses)).toBe(0);
});

test('an executable without fuses, with two sets, or of another layout is refused', async () => {
  const none = join(temporaryFolder(), 'electron');
  writeFileSync(none, 'no fuses');
  await expect(readFuses(none)).rejects.toThrow(/no fuses/);
  await expect(readFuses(executable('1010', '1010'))).rejects.toThrow(/two sets/);
  const future = executable('1010');
  writeFileSync(
    future,
    readFileSync(future, 'latin1').replace(`${SENTINEL}\x01`, `${SENTINEL}\x02`),
    'latin1',
  );
  await expect(readFuses(future)).rejects.toThrow(/unknown version 2/);
});

test('a fuse that does not exist is refused', async () => {
  await expect(setFuses(executable('10'), { onlyLoadAppFromAsar: true })).rejects.toThrow(
    /no fuse "onlyLoad/,
  );
  await expect(setFuses(executable('10'), { unheardOf: true })).rejects.toThrow(/no fuse "unheardOf"/);
});
