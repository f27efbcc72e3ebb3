import { join } from 'node:path';

import { startApp } from './lifecycle/start-app.ts';

// Everything is found from here, whoever loads this bundle (spec 08 §3.1, "Entry file").
startApp({
  engineWorker: join(__dirname, 'engine-worker.cjs'),
  storeWorker: join(__dirname, 'store-worker.cjs'),
  bulkWorker: join(__dirname, 'bulk-worker.cjs'),
  passwordWorker: join(__dirname, 'password-worker.cjs'),
  updater: join(__dirname, 'updater.cjs'),
  preload: join(__dirname, '..', 'preload', 'index.cjs'),
  renderer: join(__dirname, '..', 'renderer'),
  bundledNodes: join(__dirname, 'bundled-nodes.json'),
  trayIcon: join(__dirname, 'tray.png'),
});
