import { contextBridge, ipcRenderer } from 'electron';

import type { AppEvent, Bridge } from '../ipc/bridge.ts';
// Not from the front door: the contract's schemas have no place in a sandboxed page.
import { CHANNELS, EVENTS_CHANNEL } from '../ipc/channels.ts';

const channels: ReadonlySet<string> = new Set(CHANNELS);

const bridge: Bridge = {
  invoke: (channel, input) =>
    channels.has(channel)
      ? ipcRenderer.invoke(channel, input)
      : Promise.resolve({ ok: false, error: { code: 'ipc-invalid' } }),
  subscribe: (listener) => {
    const onBatch = (_event: unknown, events: readonly AppEvent[]): void => listener(events);
    ipcRenderer.on(EVENTS_CHANNEL, onBatch);
    // Braces: returning what `off` returns would hand `ipcRenderer` to the page.
    return () => {
      ipcRenderer.off(EVENTS_CHANNEL, onBatch);
    };
  },
};

contextBridge.exposeInMainWorld('undertone', bridge);
