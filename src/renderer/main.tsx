import './ui/styles.ts';

import { createRoot } from 'react-dom/client';

import { loadLaterParts } from './app/later-parts.ts';
import { startPage } from './app/start-page.tsx';
import { createAppStore } from './app/store.ts';

/** After the first picture, or then at the latest. */
const LATER_LIMIT_MS = 1_000;

const bridge = window.undertone;
const store = createAppStore(bridge);
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

const root = createRoot(container);
await startPage({
  store,
  bridge,
  draw: (picture) => root.render(picture),
  reload: () => window.location.reload(),
});
requestIdleCallback(() => void loadLaterParts(), { timeout: LATER_LIMIT_MS });
