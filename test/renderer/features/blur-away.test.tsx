// @vitest-environment happy-dom
import { waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../support/render-app.tsx';

const isBlurred = () => document.documentElement.dataset['away'] === 'true';

test('SEC-03: whoever wants that reads nothing while another window has the focus', async () => {
  const app = await renderApp();
  await app.remote(() => window.dispatchEvent(new Event('blur')));
  expect(isBlurred()).toBe(false);
  await app.click('settings-section');
  await app.click('privacy-settings-menu-item');
  await app.click('blur-away-settings-row');
  await waitFor(() => expect(app.fake.callsTo('settings:set')).toEqual([{ blursAway: true }]));
  await app.remote(() => window.dispatchEvent(new Event('blur')));
  expect(isBlurred()).toBe(true);
  await app.remote(() => window.dispatchEvent(new Event('focus')));
  expect(isBlurred()).toBe(false);
  await app.remote(() => window.dispatchEvent(new Event('blur')));
  await app.click('blur-away-settings-row');
  await waitFor(() => expect(isBlurred()).toBe(false));
});
