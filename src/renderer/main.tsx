import './ui/styles.ts';

import { createRoot } from 'react-dom/client';

import { bootStore } from './app/boot.ts';
import { Root } from './app/root.tsx';
import { createAppStore } from './app/store.ts';

const bridge = window.undertone;
const store = createAppStore(bridge);
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

const failureCode = await bootStore(store, bridge, () => window.location.reload());
createRoot(container).render(<Root store={store} bridge={bridge} failureCode={failureCode} />);
