// The bridge of a page that the headless entry serves to a browser: `window.undertone` over a WebSocket. Not part of any bundle: its
// types are stripped and the rest is run as it is, so it imports types alone.

import type {
  AppEvent,
  Bridge,
  Channel,
  Input,
  IpcResult,
  Output,
  PageFrame,
  ServerFrame,
} from '../ipc/index.ts';

type Listener = (events: readonly AppEvent[]) => void;

const STOPPED = { ok: false, error: { code: 'engine-stopped' } } as const;

const socket = new WebSocket(socketUrl());
const answers = new Map<number, (result: IpcResult<unknown>) => void>();
const listeners = new Set<Listener>();
/** What the page has said before the socket was open. */
let early: PageFrame[] = [];
let lastId = 0;
let clearTimer: number | undefined;

function socketUrl(): URL {
  const url = new URL('bridge', window.location.href);
  url.protocol = 'ws:';
  return url;
}

/** Synchronous when the socket is open: the last words of a page have no time to wait. */
function send(frame: PageFrame): void {
  if (socket.readyState === WebSocket.CONNECTING) early.push(frame);
  else socket.send(JSON.stringify(frame));
}

function request(channel: string, input: unknown): Promise<IpcResult<unknown>> {
  if (socket.readyState > WebSocket.OPEN) return Promise.resolve(STOPPED);
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    send({ type: 'invoke', id, channel, input });
    answers.set(id, resolve);
  });
}

async function invoke<Name extends Channel>(
  channel: Name,
  input: Input<Name>,
): Promise<IpcResult<Output<Name>>> {
  const result = await request(channel, input);
  if (!result.ok) return result;
  try {
    await doInBrowser(channel, input);
    return result as IpcResult<Output<Name>>;
  } catch {
    return { ok: false, error: { code: 'unexpected' } };
  }
}

/** The server has found the request in order; what follows only the browser can do. */
async function doInBrowser(channel: Channel, input: unknown): Promise<void> {
  if (channel === 'clipboard:write') await copy(input as Input<'clipboard:write'>);
  if (channel === 'shell:open-url') {
    window.open((input as Input<'shell:open-url'>).url, '_blank', 'noopener,noreferrer');
  }
}

/** A page cannot see whether something else was copied since, but is refused to write when another program is in front. */
async function copy({ text, clearAfterMs }: Input<'clipboard:write'>): Promise<void> {
  window.clearTimeout(clearTimer);
  await navigator.clipboard.writeText(text);
  if (clearAfterMs === undefined) return;
  clearTimer = window.setTimeout(() => {
    navigator.clipboard.writeText('').catch(() => undefined);
  }, clearAfterMs);
}

function subscribe(listener: Listener): () => void {
  // A listener of its own for every call, as in the app.
  const own: Listener = (events) => listener(events);
  listeners.add(own);
  return () => {
    listeners.delete(own);
  };
}

function receive(frame: ServerFrame): void {
  switch (frame.type) {
    case 'result':
      answers.get(frame.id)?.(frame.result);
      answers.delete(frame.id);
      break;
    case 'events':
      for (const listener of [...listeners]) listener(frame.events);
      break;
    case 'ending':
      // The app closes its window at this point, and its page saves drafts when it hears this.
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      socket.close();
      break;
  }
}

function tellFocus(): void {
  if (socket.readyState <= WebSocket.OPEN) send({ type: 'focus', focused: document.hasFocus() });
}

function tellConnectivity(): void {
  void request('network:retry', undefined);
}

socket.addEventListener('open', () => {
  const frames = early;
  early = [];
  frames.forEach(send);
});
socket.addEventListener('message', ({ data }) => receive(JSON.parse(data as string) as ServerFrame));
socket.addEventListener('close', () => {
  for (const answer of answers.values()) answer(STOPPED);
  answers.clear();
});
window.addEventListener('focus', tellFocus);
window.addEventListener('blur', tellFocus);
window.addEventListener('online', tellConnectivity);
window.addEventListener('offline', tellConnectivity);
tellFocus();

const bridge: Bridge = { invoke, subscribe };
Object.defineProperty(window, 'undertone', { value: Object.freeze(bridge), enumerable: true });
