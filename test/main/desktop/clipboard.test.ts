import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ClipboardWriter } from '../../../src/main/desktop/clipboard.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function memoryClipboard() {
  const errors: unknown[] = [];
  const clipboard = {
    text: '',
    broken: false,
    readText: () => {
      if (clipboard.broken) throw new Error('no clipboard');
      return clipboard.text;
    },
    writeText: async (text: string) => {
      clipboard.text = text;
    },
    clear: () => {
      clipboard.text = '';
    },
  };
  return { clipboard, errors, writer: new ClipboardWriter(clipboard, (error) => errors.push(error)) };
}

test('a text stays unless it is to be cleared', async () => {
  const { clipboard, writer } = memoryClipboard();
  await writer.write('an id');
  await vi.advanceTimersByTimeAsync(3_600_000);
  await writer.clearNow();
  expect(clipboard.text).toBe('an id');
});

test('a secret goes after its time', async () => {
  const { clipboard, writer } = memoryClipboard();
  await writer.write('a secret', 60_000);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(clipboard.text).toBe('a secret');
  await vi.advanceTimersByTimeAsync(1);
  expect(clipboard.text).toBe('');
});

test('what somebody has copied since is left alone', async () => {
  const { clipboard, writer } = memoryClipboard();
  await writer.write('a secret', 60_000);
  clipboard.text = 'a recipe';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(clipboard.text).toBe('a recipe');
});

test('a later copy of ours ends the countdown of an earlier one', async () => {
  const { clipboard, writer } = memoryClipboard();
  await writer.write('a secret', 60_000);
  await writer.write('a secret');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(clipboard.text).toBe('a secret');
});

test('the end of the app does not wait, and a clipboard that fails is reported', async () => {
  const { clipboard, errors, writer } = memoryClipboard();
  await writer.write('a secret', 60_000);
  await writer.clearNow();
  expect(clipboard.text).toBe('');
  await writer.write('a secret', 60_000);
  clipboard.broken = true;
  await writer.clearNow();
  expect(errors).toHaveLength(1);
});
