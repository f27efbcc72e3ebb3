// Loads our bundle from elsewhere (docs/process-contract.md). Playwright attaches to windows reliably only when it is
// there before them: with an executable of its own choice it leaves the waiting to the app, and calls this when done.

'use strict';

const { app } = require('electron');

const ready = app.whenReady();
const attached = new Promise((resolve) => {
  globalThis.__playwright_run = resolve;
});
app.whenReady = () => attached.then(() => ready);

require('../../../dist/main/index.cjs');
