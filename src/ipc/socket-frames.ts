import type { AppEvent, IpcResult } from './bridge.ts';

/** What a page in a browser tells the headless entry, as JSON; development and tests only. */
export type PageFrame =
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly input?: unknown }
  | { readonly type: 'focus'; readonly focused: boolean };

/** What the headless entry tells a page. */
export type ServerFrame =
  | { readonly type: 'result'; readonly id: number; readonly result: IpcResult<unknown> }
  | { readonly type: 'events'; readonly events: readonly AppEvent[] }
  /** The page may save what it has, and must close its socket. */
  | { readonly type: 'ending' };
