import { setTimeout as pause } from 'node:timers/promises';

import { run } from '../run.ts';

/** How long the app may take to answer a key; this machine may be busy. */
const BEAT_MS = 700;
const TRIES = 5;

/** Somebody at the keyboard of a window that no program can look into: a packaged app lets nobody attach (docs/packages.md). */
export class KeyboardPerson {
  private readonly display: string;

  constructor(display: string) {
    this.display = display;
  }

  /** Waits for the window and turns to it. @throws {Error} when none of this name comes */
  async faceWindow(name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const window = await this.xdotool(
          'search',
          '--sync',
          '--onlyvisible',
          '--limit',
          '1',
          '--name',
          name,
        );
        await this.xdotool('windowfocus', '--sync', window.trim());
        return;
      } catch (error) {
        // A window that goes while xdotool looks at all of them is the end of xdotool.
        if (attempt === TRIES) throw error;
      }
    }
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.xdotool('key', '--clearmodifiers', key);
      await pause(BEAT_MS);
    }
  }

  async type(text: string): Promise<void> {
    await this.xdotool('type', '--delay', '15', text);
    await pause(BEAT_MS);
  }

  /** Does `steps` until `outcome` comes, from the beginning again when it does not come in time: the window may not have listened yet. */
  async until<Outcome>(
    outcome: Promise<Outcome>,
    { steps, withinMs }: { readonly steps: () => Promise<void>; readonly withinMs: number },
  ): Promise<Outcome> {
    const done = outcome.then((value) => ({ value }));
    for (let attempt = 0; attempt < TRIES; attempt++) {
      await steps();
      const result = await Promise.race([done, pause(withinMs, undefined)]);
      if (result !== undefined) return result.value;
    }
    throw new Error('The app did not do what its keys were pressed for.');
  }

  async picture(file: string): Promise<void> {
    await this.onDisplay('import', ['-window', 'root', file]);
  }

  private xdotool(...args: readonly string[]): Promise<string> {
    return this.onDisplay('xdotool', args);
  }

  private async onDisplay(program: string, args: readonly string[]): Promise<string> {
    const env = { DISPLAY: this.display };
    const { status, output } = await run('timeout', ['60', program, ...args], { env, output: 'keep' });
    if (status !== 0) throw new Error(`${program} ${args[0]} ended with status ${status}: ${output}`);
    return output;
  }
}
