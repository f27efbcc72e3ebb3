import { StrictMode } from 'react';
import { Provider } from 'react-redux';

import type { Bridge } from '../../ipc/index.ts';
import { App } from './app.tsx';
import { BridgeProvider } from './bridge.ts';
import { ErrorBoundary, Failure } from './error-boundary.tsx';
import { Starting } from './starting.tsx';
import type { AppStore } from './store.ts';
import { createCatalogue } from './text/catalogue.ts';
import { CatalogueProvider } from './text/text-context.ts';

/** The application with everything that its parts ask for. */
export function Root({
  store,
  bridge,
  failureCode,
  isStarting = false,
}: {
  readonly store: AppStore;
  readonly bridge: Bridge;
  /** Set when the first requests failed: nothing can be shown but that. */
  readonly failureCode?: string | undefined;
  /** The store does not know yet what to show. */
  readonly isStarting?: boolean;
}) {
  const locale = store.getState().session.info?.locale ?? navigator.language;
  return (
    <StrictMode>
      <Provider store={store}>
        <BridgeProvider value={bridge}>
          <CatalogueProvider value={createCatalogue(locale)}>
            <ErrorBoundary>
              {isStarting ? (
                <Starting />
              ) : failureCode === undefined ? (
                <App />
              ) : (
                <Failure code={failureCode} />
              )}
            </ErrorBoundary>
          </CatalogueProvider>
        </BridgeProvider>
      </Provider>
    </StrictMode>
  );
}
