import '../ui/styles.ts';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Gallery } from './gallery.tsx';

// A tool for developers: it is in no bundle of the app, and its words are in no catalogue.
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
);
