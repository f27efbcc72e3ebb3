import { powerMonitor } from 'electron';

/** Calls `onLeave` when the computer is locked (macOS, Windows) or goes to sleep. */
export function watchAbsence(onLeave: () => void): void {
  powerMonitor.on('lock-screen', onLeave);
  powerMonitor.on('suspend', onLeave);
}

const LOOK_EVERY_MS = 10_000;

/** Calls `onIdle` when nobody has touched the computer for as many minutes as there may be; 0 minutes are for ever. */
export function watchIdle({
  limitMinutes,
  onIdle,
}: {
  readonly limitMinutes: () => number;
  readonly onIdle: () => void;
}): void {
  setInterval(() => {
    const minutes = limitMinutes();
    if (minutes > 0 && powerMonitor.getSystemIdleTime() >= minutes * 60) onIdle();
  }, LOOK_EVERY_MS).unref();
}
