import { defineConfig } from '@playwright/test';

/** Real windows of the built app. One worker: two windows at a time are enough for two cores. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
});
