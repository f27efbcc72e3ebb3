import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** A screen that nobody sees. */
export interface VirtualScreen {
  /** For `DISPLAY`. */
  readonly display: string;
  close(): Promise<void>;
}

/** Starts Xvfb on a number that is free. @throws {Error} when it does not start */
export async function openVirtualScreen(): Promise<VirtualScreen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const [, , , numbers] = server.stdio;
  if (!(numbers instanceof Readable)) throw new Error('Xvfb has no pipe to say its number.');
  const number = once(numbers, 'data').then(([data]) => String(data).trim());
  const display = await Promise.race([number, ended.then(() => undefined)]);
  if (display === undefined) throw new Error('Xvfb did not start.');
  return {
    display: `:${display}`,
    close: async () => {
      server.kill();
      await ended;
    },
  };
}
