// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';

import type { LogLineView } from '../../../src/ipc/index.ts';
import { dialogOpened } from '../../../src/renderer/features/dialogs/dialogs-slice.ts';
import { MAX_LINES, windowOf, withNewer, withOlder } from '../../../src/renderer/features/log/log-window.ts';
import { renderApp } from '../support/render-app.tsx';

const lines = (count: number): Omit<LogLineView, 'at'>[] =>
  Array.from({ length: count }, (_, index) => ({
    timeMs: Date.UTC(2026, 10, 26, 12) + index * 1_000,
    level: index % 10 === 0 ? 'error' : index % 5 === 0 ? 'warn' : 'info',
    text: `event-${index} {"code":"timeout"}`,
  }));

async function openLog(log: readonly Omit<LogLineView, 'at'>[]) {
  const app = await renderApp({ log });
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'settings', page: 'log' })));
  if (log.length > 0) await app.find('log-list');
  const shown = () =>
    app.all('log-line').map((line) => line.querySelector('code')?.textContent?.split(' ')[0]);
  return { ...app, shown };
}

test('SET-10: the log is reached from Help, newest line first, and back', async () => {
  const app = await renderApp({ log: lines(3) });
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'settings', page: 'help' })));
  await app.click('log-settings-row');
  expect((await app.find('modal-heading')).textContent).toBe('Log');
  const [first] = await waitFor(() => {
    expect(app.all('log-line')).toHaveLength(3);
    return app.all('log-line');
  });
  expect(first?.textContent).toContain('event-2');
  expect(first?.textContent).toContain('Info');
  await app.click('modal-back-button');
  await app.find('log-settings-row');
});

test('only the part in sight is asked for and in the page, and the rest when somebody scrolls', async () => {
  const app = await openLog(lines(1_000));
  expect(app.all('log-line').length).toBeLessThan(60);
  const queries = () => app.fake.callsTo('app:log-page') as { before?: number; limit: number }[];
  expect(queries().filter(({ before }) => before !== undefined)).toEqual([]);
  const list = app.id('log-list');
  await app.remote(() => {
    list.scrollTop = 60 * 90;
    fireEvent.scroll(list);
  });
  await waitFor(() => expect(queries().some(({ before }) => before === 901)).toBe(true));
});

test('lines are chosen by level and by words; where there are none it says so', async () => {
  const app = await openLog(lines(20));
  await app.click('log-level-error');
  await waitFor(() => expect(app.shown()).toEqual(['event-10', 'event-0']));
  await app.user.type(app.id('log-search-field'), 'event-10');
  await waitFor(() => expect(app.shown()).toEqual(['event-10']));
  await app.user.type(app.id('log-search-field'), 'x');
  expect((await app.find('log-empty')).textContent).toBe('No line matches.');
});

test('what comes is added at the top, but not while somebody reads or wants a pause', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const app = await openLog(lines(3));
    const comes = async (text: string) => {
      app.fake.noteLine({ timeMs: Date.UTC(2026, 10, 26, 13), level: 'info', text });
      await app.remote(() => vi.advanceTimersByTimeAsync(1_100));
    };
    await comes('while-following');
    await waitFor(() => expect(app.shown()[0]).toBe('while-following'));
    await app.click('log-pause-button');
    expect(app.id('log-state').textContent).toBe('Paused');
    await comes('while-paused');
    expect(app.shown()[0]).toBe('while-following');
    await app.click('log-pause-button');
    await waitFor(() => expect(app.shown()[0]).toBe('while-paused'));
    await app.remote(() => app.all('log-line')[0]?.focus());
    expect(app.id('log-state').textContent).toBe('Paused while you read');
    await comes('while-reading');
    expect(app.shown()[0]).toBe('while-paused');
  } finally {
    vi.useRealTimers();
  }
});

test('one stop of Tab: arrows move, Enter copies a line as it stands in the file; all of them are copied in its order', async () => {
  const app = await openLog(lines(3));
  const [first, second] = app.all('log-line');
  await app.remote(() => first?.focus());
  await app.user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(second);
  await app.user.keyboard('{Enter}');
  await waitFor(() =>
    expect(app.fake.clipboard()?.text).toBe('2026-11-26T12:00:01.000Z info event-1 {"code":"timeout"}'),
  );
  await app.click('log-copy-button');
  await waitFor(() => expect(app.fake.clipboard()?.text.split('\n')).toHaveLength(3));
  expect(app.fake.clipboard()?.text).toMatch(/^2026-11-26T12:00:00.000Z error event-0/u);
  await app.user.click(app.all('log-copy-line')[0] as HTMLElement);
  await waitFor(() => expect(app.fake.clipboard()?.text).toMatch(/event-2/u));
});

test('all of it is exported, and cleared after a question', async () => {
  const app = await openLog(lines(3));
  await app.click('log-export-button');
  expect((await app.find('session-toast')).textContent).toBe('The log was exported.');
  await app.click('log-clear-button');
  await app.click('session-confirm-ok-button');
  expect((await app.find('log-empty')).textContent).toBe('The log is empty.');
  expect(app.fake.callsTo('app:clear-log')).toHaveLength(1);
});

test('a window of lines never grows beyond its limit, and stays one stretch in order', () => {
  const line = (at: number): LogLineView => ({ at, level: 'info', text: '' });
  const stretch = (from: number, to: number) =>
    Array.from({ length: Math.max(0, from - to) }, (_, index) => line(from - index));
  fc.assert(
    fc.property(
      fc.array(fc.record({ isOlder: fc.boolean(), count: fc.integer({ min: 0, max: 900 }) }), {
        maxLength: 12,
      }),
      (steps) => {
        let [low, high] = [100_000, 100_100];
        let window = windowOf({ lines: stretch(high, low), next: low, end: high + 1 });
        for (const { isOlder, count } of steps) {
          if (isOlder) {
            low = (window.lines.at(-1)?.at ?? low + 1) - 1;
            window = withOlder(window, {
              lines: stretch(low, low - count),
              next: low - count,
              end: window.end,
            });
          } else {
            const newer = withNewer(window, { lines: stretch(high + count, high), end: high + count + 1 });
            if (newer === undefined) continue;
            window = newer;
            high += count;
          }
          expect(window.lines.length).toBeLessThanOrEqual(MAX_LINES);
          for (const [index, { at }] of window.lines.entries())
            expect(at).toBe((window.lines[0]?.at ?? 0) - index);
          if (window.hasNewest) expect(window.lines[0]?.at ?? high).toBe(high);
        }
      },
    ),
  );
});
