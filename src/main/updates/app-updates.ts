import { createRequire } from 'node:module';

import { type Log, systemClock } from '../../../ts/client/index.ts';
import type { UpdateView } from '../../ipc/index.ts';
import { parseJson } from '../files/read-file.ts';
import { readUpdateSource } from './built-trust.ts';
import { installWay } from './install-way.ts';
import type { InstallerProgram } from './installer.ts';
import { LOOK_PLAN } from './look-plan.ts';
import { UPDATE_SESSION, UpdateConnection } from './update-connection.ts';
import { Updates, type UpdatesOptions } from './updates.ts';

export interface AppUpdatesOptions extends Pick<
  UpdatesOptions,
  'version' | 'settings' | 'recordPath' | 'onRestart'
> {
  /** What the build was made with, as JSON. */
  readonly built: unknown;
  /** What a test wants instead, as JSON text. */
  readonly testSource: string | undefined;
  readonly isPackaged: boolean;
  readonly testMode: boolean;
  /** The program that installs, and where it may keep what it loads. */
  readonly installerProgram: string;
  readonly installerFolder: string;
  readonly session: (name: string) => ReturnType<ConstructorParameters<typeof UpdateConnection>[0]>;
  readonly log: Log;
  readonly onChange: (view: UpdateView) => void;
}

/** The updates of this app, with what only Electron has. */
export function createUpdates(options: AppUpdatesOptions): Updates {
  const { version, isPackaged, testMode, testSource, log } = options;
  // Whoever develops has no package that could be replaced; in test mode there is nothing but what the test brings (spec 08 §3.1).
  const isOn = testMode ? testSource !== undefined : isPackaged;
  const { feed, trust } = readUpdateSource(testSource === undefined ? options.built : parseJson(testSource));
  return new Updates({
    version,
    way: isOn ? installWay(process) : undefined,
    trust,
    feed,
    settings: options.settings,
    connection: new UpdateConnection(() => options.session(UPDATE_SESSION)),
    installer: () =>
      program(options.installerProgram).createInstaller({
        version,
        folder: options.installerFolder,
        log: (level, what, details) => log.write(level, what, details),
      }),
    recordPath: options.recordPath,
    clock: systemClock,
    random: Math.random,
    log,
    onChange: options.onChange,
    onRestart: options.onRestart,
    plan: testMode ? { ...LOOK_PLAN, firstMs: 0 } : LOOK_PLAN,
  });
}

function program(path: string): InstallerProgram {
  return createRequire(path)(path) as InstallerProgram;
}
