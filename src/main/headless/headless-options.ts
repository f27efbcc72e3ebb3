import { resolve } from 'node:path';

import { type LaunchOptions, readLaunchOptions } from '../lifecycle/launch-options.ts';
import { HeadlessError } from './headless-error.ts';

/**
 * What this start is about: arguments and environment as the app reads them, but with `APP_USER_DATA` as the profile's folder (spec 08 §3.1).
 * @throws {HeadlessError} `user-data-missing`
 */
export function readHeadlessOptions({
  args,
  env,
}: {
  /** Everything behind the program itself. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}): LaunchOptions {
  const userData = env['APP_USER_DATA'] ?? '';
  if (userData === '') throw new HeadlessError('user-data-missing');
  const profileFolder = resolve(userData);
  return { ...readLaunchOptions({ args, env, appData: profileFolder, packaged: false }), profileFolder };
}
