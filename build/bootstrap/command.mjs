import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options] `timeoutMs`: after so long it is killed
 * @returns {Promise<{ status: number | undefined, stdout: string, stderr: string, timedOut: boolean }>} `status` is
 *   undefined when the program could not be started (the reason is in `stderr`) or a signal ended it
 */
export function runCommand(command, args, { cwd, env = process.env, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    const finish = (status, reason) => {
      clearTimeout(timer);
      resolve({ status: status ?? undefined, stdout, stderr: reason ?? stderr, timedOut });
    };
    child.on('error', (error) => finish(undefined, error.message));
    child.on('close', (status) => finish(status));
  });
}

/** The last lines of a program's output: where a failure names its reason. */
export function tail(output, lines = 30) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
