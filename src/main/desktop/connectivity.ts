import { net, powerMonitor } from 'electron';

/** Electron has no event for it in the main process; asking costs microseconds. */
const ASK_EVERY_MS = 2_000;

/** Calls `onChange` when the machine wakes up and when its network comes or goes. The result stops it. */
export function watchConnectivity(onChange: () => void): () => void {
  let online = net.isOnline();
  const timer = setInterval(() => {
    const now = net.isOnline();
    if (now !== online) onChange();
    online = now;
  }, ASK_EVERY_MS);
  timer.unref();
  powerMonitor.on('resume', onChange);
  return () => {
    clearInterval(timer);
    powerMonitor.off('resume', onChange);
  };
}
