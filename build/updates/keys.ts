// Makes a key that vouches for updates (docs/updates.md).
//
//   node build/updates/keys.ts --out FILE
//
// The private half goes into FILE, encrypted with a passphrase; the public half is printed. Keep root keys away from computers.

import { parseArgs } from 'node:util';

import { isProgram } from '../run.ts';
import { askPassphrase } from './passphrase.ts';
import { writeNewKey } from './signing-key.ts';

async function makeKey(): Promise<string> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (values.out === undefined) throw new Error('Say where the key is to be written: --out FILE');
  const passphrase = await askPassphrase('Passphrase (empty for none): ');
  const { id, publicKey } = writeNewKey(values.out, passphrase);
  const care = passphrase === '' ? ', NOT encrypted' : '';
  return `Private key in ${values.out}${care}\nid      ${id}\npublic  ${publicKey}`;
}

if (isProgram(import.meta.url)) {
  try {
    console.log(await makeKey());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
