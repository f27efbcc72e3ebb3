import { createContext, useContext } from 'react';

import type { Bridge } from '../../ipc/index.ts';

const BridgeContext = createContext<Bridge | undefined>(undefined);

/** Gives the tree the bridge, for the few calls whose data must not enter the Redux state (spec 08, SEC-02). */
export const BridgeProvider = BridgeContext.Provider;

/** The bridge, for hooks that handle secrets. Everything else goes through the store. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === undefined) throw new Error('BridgeProvider is missing');
  return bridge;
}
