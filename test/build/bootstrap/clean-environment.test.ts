import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment } from '../../../build/bootstrap/clean-environment.mjs';

test('npm’s notes about the running script are left out, its configuration stays', () => {
  const env = {
    npm_lifecycle_event: 'prestart',
    npm_lifecycle_script: 'x',
    npm_package_name: 'undertone',
    npm_command: 'run-script',
    npm_node_execpath: '/somewhere/node',
    npm_config_cache: '/cache',
    HOME: '/home/me',
  };
  expect(cleanEnvironment(env, '/project')).toEqual({ npm_config_cache: '/cache', HOME: '/home/me' });
});

test('PATH loses the folders inside node_modules and nothing else', () => {
  const path = [
    '/project/node_modules/.bin',
    '/usr/bin',
    '/project/node_modules',
    '/other/node_modules/.bin',
    '/bin',
  ];
  const { PATH } = cleanEnvironment({ PATH: path.join(delimiter) }, join('/project', 'x', '..'));
  expect(PATH).toBe(['/usr/bin', '/other/node_modules/.bin', '/bin'].join(delimiter));
});
