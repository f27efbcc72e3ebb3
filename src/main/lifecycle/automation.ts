import { app } from 'electron';

/** Whoever drives the app without Playwright waits so long for the first window, and no longer. */
const ATTACH_LIMIT_MS = 3_000;

/**
 * Resolves when the program that drives this app has attached; at once when nobody does. Playwright calls the global below when it
 * is there, but holds an Electron of somebody's own choice back from nothing: about one window in ten would be open before,
 * and Playwright would wait for it for ever.
 */
export function automationAttached(): Promise<void> {
  if (app.isPackaged || !app.commandLine.hasSwitch('remote-debugging-port')) return Promise.resolve();
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, ATTACH_LIMIT_MS);
    Object.assign(globalThis, {
      __playwright_run: () => {
        clearTimeout(limit);
        resolve();
      },
    });
  });
}
