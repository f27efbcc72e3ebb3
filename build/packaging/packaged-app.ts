import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const END_LIMIT_MS = 20_000;

export interface PackagedAppOptions {
  /** Program and arguments, such as `runuser -u somebody -- /usr/bin/undertone`. */
  readonly command: readonly [program: string, ...args: string[]];
  readonly display: string;
  readonly seedUrl: string;
  /** Folder of the profile; there is none before. */
  readonly configHome: string;
  /** What somebody adds to a start who wants to make something else of the app. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A packaged app that runs. */
export class PackagedApp {
  private readonly child: ChildProcess;
  private readonly ended: Promise<readonly unknown[]>;
  private said = '';

  constructor({ command: [program, ...args], display, seedUrl, configHome, env = {} }: PackagedAppOptions) {
    this.child = spawn(program, [...args, '--disable-gpu'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: configHome,
        TMPDIR: configHome,
        DISPLAY: display,
        NODE_ENV: 'production',
        NODE_APP_INSTANCE: 'package',
        LOCAL_DEVNET_SEED_URL: seedUrl,
        XDG_CONFIG_HOME: configHome,
        UNDERTONE_DIALOGS: 'log',
        LANGUAGE: 'en',
        ...env,
      },
    });
    this.ended = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data: Buffer) => (this.said += data.toString('utf8')));
  }

  /** What it has written so far. */
  output(): string {
    return this.said;
  }

  /** Its exit status when it ends by itself. @throws {Error} when it does not in time; it is ended then */
  async endsByItself(withinMs: number): Promise<number> {
    const limit = setTimeout(() => this.child.kill('SIGKILL'), withinMs);
    const [status, signal] = await this.ended;
    clearTimeout(limit);
    if (signal === 'SIGKILL') throw new Error('The app went on.');
    return typeof status === 'number' ? status : 1;
  }

  /** Ends it as a system does that shuts down. @returns its exit status @throws {Error} when it does not end in time */
  async end(): Promise<number> {
    this.child.kill('SIGTERM');
    const limit = setTimeout(() => this.child.kill('SIGKILL'), END_LIMIT_MS);
    const [status, signal] = await this.ended;
    clearTimeout(limit);
    if (signal === 'SIGKILL') throw new Error('The app did not end when it was told to.');
    return typeof status === 'number' ? status : 1;
  }
}
