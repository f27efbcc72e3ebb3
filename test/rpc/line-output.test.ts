import { Writable } from 'node:stream';

import { expect, test, vi } from 'vitest';

import type { AppEvent } from '../../src/ipc/index.ts';
import { LineOutput } from '../../src/rpc/line-output.ts';

const EVENT: AppEvent = { type: 'open-settings' };
const EVENT_LINE = '{"jsonrpc":"2.0","method":"event","params":[{"type":"open-settings"}]}';

/** A reader that takes one write at a time, when it is told to. */
function slowReader(): {
  readonly stream: Writable;
  readonly lines: string[];
  readonly read: () => Promise<void>;
} {
  const lines: string[] = [];
  let taken: (() => void) | undefined;
  const stream = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(
        ...chunk
          .toString()
          .split('\n')
          .filter((line) => line !== ''),
      );
      taken = done;
    },
  });
  const read = async (): Promise<void> => {
    taken?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { stream, lines, read };
}

test('everything keeps its order, whoever is slow', async () => {
  const { stream, lines, read } = slowReader();
  const output = new LineOutput({ stream, maxWaitingEvents: 1_000, onGone: () => undefined });
  output.tell([EVENT]);
  output.answer('1');
  output.tell([EVENT]);
  output.tell([]);
  output.answer('2');
  expect(output.isBlocked).toBe(true);
  expect(lines).toEqual([EVENT_LINE]);
  const flushed = output.flushed();
  while (output.isBlocked) await read();
  await read();
  await flushed;
  expect(lines).toEqual([EVENT_LINE, '1', EVENT_LINE, '2']);
});

test('too many events are dropped together and counted; answers never are', async () => {
  const { stream, lines, read } = slowReader();
  const output = new LineOutput({ stream, maxWaitingEvents: 2 * EVENT_LINE.length, onGone: () => undefined });
  output.answer('1');
  output.tell([EVENT]);
  output.answer('2');
  output.tell([EVENT]);
  output.tell([EVENT]);
  output.tell([EVENT]);
  output.answer('3');
  while (output.isBlocked) await read();
  expect(lines).toEqual([
    '1',
    '{"jsonrpc":"2.0","method":"events-lost","params":{"count":3}}',
    '2',
    EVENT_LINE,
    '3',
  ]);
});

test('a reader that goes away is noticed once, and nobody waits for it', async () => {
  const onGone = vi.fn();
  const { stream } = slowReader();
  const output = new LineOutput({ stream, maxWaitingEvents: 1_000, onGone });
  output.answer('1');
  output.answer('2');
  const unblocked = output.unblocked();
  const flushed = output.flushed();
  stream.destroy(new Error('EPIPE'));
  await Promise.all([unblocked, flushed]);
  output.answer('3');
  await output.flushed();
  expect(onGone).toHaveBeenCalledTimes(1);
});
