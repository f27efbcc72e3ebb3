import type { Page } from '@playwright/test';

/** Where an attempt would get to: listeners of this machine, and a file that everybody may read. */
export interface Target {
  /** `http://127.0.0.1:PORT`. */
  readonly http: string;
  /** `127.0.0.1:PORT`, the same listener. */
  readonly host: string;
  /** `127.0.0.1:PORT` of a listener for datagrams. */
  readonly datagrams: string;
  /** `file://…` of a script that would set `window.intruded`. */
  readonly file: string;
}

/**
 * A function, or the source of one, that runs in the page, on its own: nothing of what stands around it is there. True, or the promise of it,
 * when it got through.
 */
export type Attempt = ((target: Target) => unknown) | string;
export type Attempts = Readonly<Record<string, Attempt>>;

/** What has not got through by then has not got through; where it matters, a listener knows for certain. */
const LIMIT_MS = 2_500;

/** Makes all attempts at once, in tasks of the page's own: what a debugger evaluates may do more. @returns the names of those that got through */
export async function getThrough(page: Page, attempts: Attempts, target: Target): Promise<readonly string[]> {
  const outcomes = await Promise.all(
    Object.entries(attempts).map(async ([name, attempt]) => ({
      name,
      outcome: await inTask(page, attempt, target),
    })),
  );
  return outcomes.filter(({ outcome }) => outcome === true).map(({ name }) => name);
}

/** What one attempt comes to; `refused` when it throws. */
export function inTask(page: Page, attempt: Attempt, target: Target): Promise<unknown> {
  return page.evaluate(`new Promise((resolve) => {
    setTimeout(() => resolve(false), ${LIMIT_MS});
    setTimeout(() => {
      try {
        Promise.resolve((${attempt.toString()})(${JSON.stringify(target)})).then(resolve, () => resolve('refused'));
      } catch {
        resolve('refused');
      }
    });
  })`);
}
