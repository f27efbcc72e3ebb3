import type { ClientEvent } from '../../ts/client/index.ts';
import type { Channel } from './channels.ts';
import type { Input, Output } from './contract.ts';
import type { LockView } from './lock.ts';
import type { AppSettings } from './settings.ts';
import type { UpdateView } from './updates.ts';

/** What the client tells the desktop; the page does not hear of it. */
export type DesktopEvent = Extract<ClientEvent, { readonly type: 'notification' | 'badge' }>;

/** What main tells the renderer without being asked. */
export type AppEvent =
  | Exclude<ClientEvent, DesktopEvent>
  | { readonly type: 'settings'; readonly settings: AppSettings }
  /** A page that shows what is locked now loads itself anew. */
  | { readonly type: 'lock'; readonly lock: LockView }
  /** The profile is another one: a page loads itself anew. */
  | { readonly type: 'renew' }
  /** The menu's Preferences…; sent only while the phase is `ready`. */
  | { readonly type: 'open-settings'; readonly page?: 'help' }
  /** The app was asked to open an address: `app:take-link` tells which. */
  | { readonly type: 'link-waiting' }
  | { readonly type: 'updates'; readonly updates: UpdateView }
  /** A notification was clicked. */
  | { readonly type: 'open-conversation'; readonly conversationId: number; readonly messageId?: number };

/** An error on its way to the renderer: a stable code, and the few facts that the interface can show with it. */
export interface IpcErrorData {
  readonly code: string;
  /** `recovery-password-unknown-word`: 1-based position of the word, and words that it may have been. */
  readonly position?: number;
  readonly suggestions?: readonly string[];
  /** `password-wrong`, `password-delayed`: how long the next try has to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

export type IpcResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: IpcErrorData };

/** The one object that the preload script puts into the page, as `window.undertone`. */
export interface Bridge {
  invoke<Name extends Channel>(channel: Name, input: Input<Name>): Promise<IpcResult<Output<Name>>>;
  /** Calls `listener` with every batch, in order; the result stops it. */
  subscribe(listener: (events: readonly AppEvent[]) => void): () => void;
}

declare global {
  interface Window {
    readonly undertone: Bridge;
  }
}
