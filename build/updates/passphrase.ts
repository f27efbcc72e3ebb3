import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Hands in a passphrase where nobody can type. */
const VARIABLE = 'UNDERTONE_KEY_PASSPHRASE';

/** Asks without showing what is typed. */
export async function askPassphrase(question: string): Promise<string> {
  const given = process.env[VARIABLE];
  if (given !== undefined) return given;
  process.stderr.write(question);
  const silent = new Writable({ write: (_text, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise((resolve) => lines.question('', resolve));
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
