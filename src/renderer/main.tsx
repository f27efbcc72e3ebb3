import './ui/styles.ts';

import { createRoot } from 'react-dom/client';

import { bootStore } from './app/boot.ts';
import { loadLaterParts } from './app/later-parts.ts';
import { Root } from './app/root.tsx';
import { createAppStore } from './app/store.ts';

/** After the first picture, or then at the latest. */
const LATER_LIMIT_MS = 1_000;

const bridge = window.undertone;
const store = createAppStore(bridge);
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

const failureCode = await bootStore(store, bridge, () => window.location.reload());
createRoot(container).render(<Root store={store} bridge={bridge} failureCode={failureCode} />);
requestIdleCallback(() => void loadLaterParts(), { timeout: LATER_LIMIT_MS });
