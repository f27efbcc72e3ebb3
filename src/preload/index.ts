import { contextBridge, ipcRenderer } from 'electron';

import type { AppEvent, Bridge } from '../ipc/bridge.ts';
// Not from the front door: the contract's schemas have no place in a sandboxed page.
import { CHANNELS, EVENTS_CHANNEL } from '../ipc/channels.ts';

const channels: ReadonlySet<string> = new Set(CHANNELS);

const INVALID = { ok: false, error: { code: 'ipc-invalid' } } as const;

/** What has no copy, such as a function in an object, reaches no handler that could refuse it. */
function isUncloneable(error: unknown): boolean {
  return error instanceof Error && error.message.includes('could not be cloned');
}

const bridge: Bridge = {
  invoke: async (channel, input) => {
    if (!channels.has(channel)) return INVALID;
    try {
      return (await ipcRenderer.invoke(channel, input)) as never; // Checked in main, typed by the contract.
    } catch (error) {
      if (isUncloneable(error)) return INVALID;
      throw error;
    }
  },
  subscribe: (listener) => {
    if (typeof listener !== 'function') throw new TypeError('A listener is a function.');
    const onBatch = (_event: unknown, events: readonly AppEvent[]): void => {
      try {
        listener(events);
      } catch (error) {
        // Of this listener alone: the others hear the batch too.
        reportError(error);
      }
    };
    ipcRenderer.on(EVENTS_CHANNEL, onBatch);
    // Braces: returning what `off` returns would hand `ipcRenderer` to the page.
    return () => {
      ipcRenderer.off(EVENTS_CHANNEL, onBatch);
    };
  },
};

contextBridge.exposeInMainWorld('undertone', bridge);
