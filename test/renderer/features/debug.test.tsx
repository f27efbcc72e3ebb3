// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

async function clickCommit(app: Awaited<ReturnType<typeof renderApp>>, times: number) {
  await app.click('settings-section');
  for (let click = 0; click < times; click += 1) fireEvent.click(app.id('commit'));
  await app.click('modal-close-button');
  await app.gone('commit');
}

test('SET-25 and LST-01: ten clicks on the commit offer a menu for debugging in the rail, nine do not', async () => {
  const app = await renderApp();
  await app.find('settings-section');
  await clickCommit(app, 9);
  expect(app.all('debug-menu-section')).toEqual([]);
  await clickCommit(app, 1);
  await app.click('debug-menu-section');
  const dialog = await screen.findByRole('dialog');
  expect(dialog.dataset['modalId']).toBe('debugMenuModal');
  await app.click('debug-end-button');
  await app.gone('debug-menu-section');
});

test('SET-25: the menu says which build this is and how it does, and nothing about anybody', async () => {
  const app = await renderApp({ conversations: [{ id: 1, name: 'Bob' }] });
  await app.find('settings-section');
  await clickCommit(app, 10);
  await app.click('debug-menu-section');
  const facts = (await app.find('debug-facts')).textContent ?? '';
  expect(facts).toContain('0123456789abcdef0123');
  expect(facts).toContain('conversations loaded1');
  for (const secret of [OWN_ID, BOB_ID, 'Bob', 'Alice', '192.0.2.17']) expect(facts).not.toContain(secret);
  await app.click('debug-copy-button');
  expect(app.fake.clipboard()?.text).toContain('network: local, online\npaths: 2');
  await app.click('debug-toast-settings-button');
  expect((await screen.findByRole('alert')).textContent).toBe('An unknown error occurred.');
  await app.click('export-logs-settings-button');
  expect(app.fake.callsTo('app:export-logs')).toHaveLength(1);
});

test('SET-01: the version leads to the page about it', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('version-button');
  expect((await app.find('modal-heading')).textContent).toBe('Help and About');
});
