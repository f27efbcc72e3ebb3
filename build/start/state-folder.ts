import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the embedded local network and the friendly contact keep what they know between two starts. */
export function stateFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  return join(base, 'undertone-development');
}
