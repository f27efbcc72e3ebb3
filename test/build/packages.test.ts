import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { packagePlan } from '../../build/packaging/package-plan.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

interface BuilderConfig {
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly [key: string]: unknown;
}

const { validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (config: object, log: object) => Promise<void>;
};
const { load } = require('js-yaml') as { load: (text: string) => unknown };
const { DebugLogger } = require('builder-util') as { DebugLogger: new (enabled: boolean) => object };

const config = () => load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as BuilderConfig;
const validate = (candidate: object) => validateConfiguration(candidate, new DebugLogger(false));

describe('electron-builder.yml', () => {
  test('is what electron-builder understands, on every platform', async () => {
    await expect(validate(config())).resolves.toBeUndefined();
  });

  test.each([
    { nsis: { oneClik: true } },
    { dmg: { contents: 'everything' } },
    { electronFuses: { runAsNode: 'no' } },
  ])('is really checked: %j is refused', async (wrong) => {
    await expect(validate({ ...config(), ...wrong })).rejects.toThrow();
  });

  test('leaves nothing open that turns the app into a Node', () => {
    const { electronFuses } = config();
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test('publishes nothing by itself', () => {
    expect(config()).toHaveProperty('publish', null);
  });
});

test('the runner of app folders is removed from a package', async () => {
  const resources = join(temporaryFolder(), 'resources');
  mkdirSync(resources);
  writeFileSync(join(resources, 'default_app.asar'), 'x');
  writeFileSync(join(resources, 'app.asar'), 'x');
  const afterPack = require('../../build/packaging/after-pack.cjs') as (context: object) => Promise<void>;
  const context = {
    appOutDir: dirname(resources),
    packager: { platform: { name: 'linux' }, getResourcesDir: () => resources },
  };
  await afterPack(context);
  await afterPack(context);
  expect(existsSync(join(resources, 'default_app.asar'))).toBe(false);
  expect(existsSync(join(resources, 'app.asar'))).toBe(true);
});

test('where and when it was packed is not to be seen in a package', async () => {
  const folder = temporaryFolder();
  const [resources, program] = [join(folder, 'resources'), join(folder, 'undertone')];
  mkdirSync(resources, { mode: 0o700 });
  writeFileSync(join(resources, 'app.asar'), 'x', { mode: 0o600 });
  writeFileSync(program, 'x', { mode: 0o700 });
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
  const afterPack = require('../../build/packaging/after-pack.cjs') as (context: object) => Promise<void>;
  await afterPack({
    appOutDir: folder,
    packager: { platform: { name: 'linux' }, getResourcesDir: () => resources },
  });
  vi.unstubAllEnvs();
  const seen = [resources, join(resources, 'app.asar'), program].map((path) => {
    const { mode, mtimeMs } = statSync(path);
    return [(mode & 0o7777).toString(8), mtimeMs];
  });
  expect(seen).toEqual([
    ['755', 1_700_000_000_000],
    ['644', 1_700_000_000_000],
    ['755', 1_700_000_000_000],
  ]);
});

describe('the plan of a package', () => {
  const official = { dist: '/electron', version: '45.4.1', kind: 'official' } as const;
  const registry = { dist: '/cache/dist', version: '33.2.1', kind: 'registry' } as const;

  test('packs the Electron that was found', () => {
    const { args, unpacked } = packagePlan({ runtime: official, release: true, platform: 'linux' });
    expect(args).toContain('--config.electronDist=/electron');
    expect(args).toContain('--config.electronVersion=45.4.1');
    expect(args).toContain('--publish=never');
    expect(unpacked).toBe('linux-unpacked');
  });

  test('a development runtime is never released', () => {
    expect(() => packagePlan({ runtime: registry, release: true, platform: 'linux' })).toThrow(
      /never released/,
    );
  });

  test('what is made with a development runtime is named so', () => {
    const { args, suffix } = packagePlan({ runtime: registry, release: false, platform: 'linux' });
    expect(suffix).toBe('-devruntime');
    expect(args.filter((arg) => arg.includes('artifactName'))).toEqual([
      '--config.artifactName=${name}-${version}-${os}-${arch}-devruntime.${ext}',
    ]);
    expect(packagePlan({ runtime: official, release: false, platform: 'linux' }).suffix).toBe('');
  });

  test('an unknown platform is said so', () => {
    expect(() => packagePlan({ runtime: official, release: false, platform: 'aix' })).toThrow(/aix/);
  });
});
