const LOOK_EVERY_MS = 500;

/**
 * Calls `callback` once when the process that started this one is gone: a shell between npm and a program does not pass on the
 * signal that ends it. Never keeps the process alive.
 */
export function onParentEnd(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, LOOK_EVERY_MS);
  timer.unref();
}
