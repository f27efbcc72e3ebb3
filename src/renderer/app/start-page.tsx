import type { ReactNode } from 'react';

import type { Bridge } from '../../ipc/index.ts';
import { bootStore } from './boot.ts';
import { Root } from './root.tsx';
import type { AppStore } from './store.ts';

/** A start that takes longer than this says so: after an update the engine may have to bring its database up to date first. */
const PATIENCE_MS = 800;

/** Boots the store and draws the first picture; says that it takes a while when it does. */
export async function startPage(options: {
  readonly store: AppStore;
  readonly bridge: Bridge;
  readonly draw: (picture: ReactNode) => void;
  /** Loads the page anew. */
  readonly reload: () => void;
}): Promise<void> {
  const { store, bridge, draw } = options;
  const timer = setTimeout(() => draw(<Root store={store} bridge={bridge} isStarting />), PATIENCE_MS);
  const failureCode = await bootStore(store, bridge, options.reload);
  clearTimeout(timer);
  draw(<Root key="started" store={store} bridge={bridge} failureCode={failureCode} />);
}
