import { powerMonitor } from 'electron';

/** Calls `onLeave` when the computer is locked (macOS, Windows) or goes to sleep. */
export function watchAbsence(onLeave: () => void): void {
  powerMonitor.on('lock-screen', onLeave);
  powerMonitor.on('suspend', onLeave);
}
