// Opens a vault and changes its password, and kills itself on the way. Arguments: folder, what to do, where to die.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const [folder = '', operation = '', place = ''] = process.argv.slice(2);

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const { openSync, writeSync, fsyncSync, renameSync } = fs;
const PLACES: Readonly<Record<string, () => void>> = {
  created: () => {
    fs.openSync = (...args: Parameters<typeof openSync>) => {
      openSync(...args);
      die();
    };
  },
  'half written': () => {
    fs.writeSync = ((file: number, text: string) => {
      writeSync(file, text.slice(0, text.length / 2));
      die();
    }) as unknown as typeof writeSync;
  },
  written: () => {
    fs.fsyncSync = (file) => {
      fsyncSync(file);
      die();
    };
  },
  renamed: () => {
    fs.renameSync = (from, to) => {
      renameSync(from, to);
      die();
    };
  },
};

const { KeyVault } = await import('../../../../src/main/vault/key-vault.ts');
const { ABSENT } = await import('./key-stores.ts');
const { QUICK_COST, quickPasswords } = await import('./quick-passwords.ts');

const vault = new KeyVault({
  path: join(folder, 'vault.json'),
  storePath: join(folder, 'store'),
  keyStore: ABSENT,
  passwords: quickPasswords,
  cost: QUICK_COST,
});
vault.open();
PLACES[place]?.();
syncBuiltinESMExports();
if (operation === 'set') await vault.setPassword('the first one');
if (operation === 'change') {
  await vault.changePassword({ oldPassword: 'the first one', newPassword: 'the second one' });
}
if (operation === 'remove') await vault.removePassword('the first one');
