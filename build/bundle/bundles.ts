import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { slimEmojiFont } from './color-font.ts';
import type { BuildConstants } from './constants.ts';

/** Oldest engines the bundles must run on (docs/toolchain.md, "Two Electrons"). */
const NODE_TARGET = 'node20';
const CHROME_TARGET = 'chrome130';

/** Stay outside the bundles: what Electron provides, and what has compiled code. */
const EXTERNAL = ['electron', '@signalapp/sqlcipher'];

const NODE_MODULES = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

export interface BundlePlan {
  readonly name:
    | 'main'
    | 'engine-worker'
    | 'bulk-worker'
    | 'store-worker'
    | 'password-worker'
    | 'updater'
    | 'preload'
    | 'renderer';
  /** Source file, relative to the project. */
  readonly entry: string;
  /** Written file that proves the bundle is there, relative to the output folder. */
  readonly output: string;
  /** Packages that must not be in this bundle. */
  readonly banned: readonly string[];
}

export const BUNDLES: readonly BundlePlan[] = [
  // Read before the first window: the engine's own dependencies belong to the worker alone.
  {
    name: 'main',
    entry: 'src/main/index.ts',
    output: 'main/index.cjs',
    banned: [
      '@hpcc-js/wasm-zstd',
      'electron-updater',
      'libsodium-wrappers-sumo',
      'protobufjs',
      'react',
      'ws',
    ],
  },
  {
    name: 'engine-worker',
    entry: 'src/main/engine/worker.ts',
    output: 'main/engine-worker.cjs',
    banned: ['react'],
  },
  // Started only when there is a file to encrypt: cryptography, and nothing else of the engine.
  {
    name: 'bulk-worker',
    entry: 'src/main/engine/bulk-worker.ts',
    output: 'main/bulk-worker.cjs',
    banned: ['@hpcc-js/wasm-zstd', 'protobufjs', 'react', 'ws'],
  },
  // Started for one task: the database and cryptography, and nothing else of the engine.
  {
    name: 'store-worker',
    entry: 'src/main/engine/store-worker.ts',
    output: 'main/store-worker.cjs',
    banned: ['@hpcc-js/wasm-zstd', 'protobufjs', 'react', 'ws'],
  },
  // Started for one password: cryptography, and nothing else of the engine.
  {
    name: 'password-worker',
    entry: 'src/main/vault/password-worker.ts',
    output: 'main/password-worker.cjs',
    banned: ['@hpcc-js/wasm-zstd', 'protobufjs', 'react', 'ws'],
  },
  // Read only when there is a new version of the app.
  {
    name: 'updater',
    entry: 'src/main/updates/electron/index.ts',
    output: 'main/updater.cjs',
    banned: ['@hpcc-js/wasm-zstd', 'libsodium-wrappers-sumo', 'protobufjs', 'react', 'ws', 'zod'],
  },
  // Loaded before every window, in the sandbox: one small file.
  { name: 'preload', entry: 'src/preload/index.ts', output: 'preload/index.cjs', banned: ['zod', 'react'] },
  { name: 'renderer', entry: 'src/renderer/index.html', output: 'renderer/index.html', banned: [] },
];

export interface BundleContext {
  readonly root: string;
  /** Absolute output folder. */
  readonly out: string;
  readonly constants: BuildConstants;
}

function common({ constants }: BundleContext): InlineConfig {
  return {
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    define: { ...constants },
    // One copy of the package's code, whatever path leads to it.
    resolve: { dedupe: ['react', 'react-dom', 'zod'] },
  };
}

/** Main, workers and preload: one CommonJS file each, with every pure JavaScript dependency inside. */
function nodeBundle(plan: BundlePlan, context: BundleContext): InlineConfig {
  const { root, out } = context;
  const [folder = '', file = ''] = plan.output.split('/');
  const preload = plan.name === 'preload';
  return {
    ...common(context),
    root,
    publicDir: false,
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: true,
      outDir: join(out, folder),
      emptyOutDir: false,
      target: NODE_TARGET,
      minify: true,
      sourcemap: 'hidden',
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, plan.entry),
        // A sandboxed preload has no Node to fall back on.
        external: preload ? ['electron'] : [...EXTERNAL, ...NODE_MODULES],
        // The others take a few functions of the client; nothing else of the engine may ride along for its side effects.
        ...(plan.name === 'engine-worker' || preload ? {} : { treeshake: { moduleSideEffects: false } }),
        // Some licences (of the word lists, of packages) ask for their notices wherever the code goes.
        output: {
          format: 'cjs',
          entryFileNames: file,
          codeSplitting: false,
          comments: { legal: true },
        },
      },
    },
  };
}

/** The window's page: modules with hashed names, styles and pictures, all by relative paths. */
function rendererBundle(plan: BundlePlan, context: BundleContext): InlineConfig {
  const { root, out } = context;
  return {
    ...common(context),
    root: join(root, 'src/renderer'),
    base: './',
    plugins: [react(), slimEmojiFont()],
    build: {
      outDir: join(out, 'renderer'),
      emptyOutDir: true,
      target: CHROME_TARGET,
      minify: true,
      sourcemap: 'hidden',
      reportCompressedSize: false,
      // The page's policy forbids data: for scripts and fonts, and the app's own scheme is as fast.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_500,
      rolldownOptions: { input: join(root, plan.entry) },
    },
  };
}

/** Vite's configuration for one bundle. */
export function bundleConfig(plan: BundlePlan, context: BundleContext): InlineConfig {
  return plan.name === 'renderer' ? rendererBundle(plan, context) : nodeBundle(plan, context);
}
