import type { WebPreferences } from 'electron';

/** What every page of ours runs under, whichever window it is in (spec 08 SEC-01). */
export const PAGE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  spellcheck: false,
} as const satisfies WebPreferences;
