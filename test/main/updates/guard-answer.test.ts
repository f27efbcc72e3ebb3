import { EventEmitter, once } from 'node:events';

import { expect, test } from 'vitest';

import { guardAnswer } from '../../../src/main/updates/guard-answer.ts';

function story(options: Parameters<typeof guardAnswer>[1]) {
  let aborts = 0;
  const request = Object.assign(new EventEmitter(), { abort: () => (aborts += 1) });
  const errors: string[] = [];
  request.on('error', (error: Error) => errors.push(error.message));
  const answer = guardAnswer(request, options);
  return { request, answer, errors, aborts: () => aborts };
}

test('an answer that comes to its end is left alone', () => {
  const { answer, errors, aborts } = story({ maxBytes: 10 });
  const response = new EventEmitter();
  answer.begins(response);
  response.emit('data', new Uint8Array(10));
  response.emit('end');
  response.emit('aborted');
  expect([errors, aborts()]).toEqual([[], 0]);
});

test('one that breaks off fails, once', () => {
  const { answer, errors, aborts } = story({ maxBytes: 10 });
  const response = new EventEmitter();
  answer.begins(response);
  response.emit('aborted');
  response.emit('error', new Error('again'));
  expect([errors, aborts()]).toEqual([['broken off'], 1]);
});

test('one that does not stop fails as soon as it is too long', () => {
  const { answer, errors, aborts } = story({ maxBytes: 10 });
  const response = new EventEmitter();
  answer.begins(response);
  for (let piece = 0; piece < 5; piece += 1) response.emit('data', new Uint8Array(4));
  expect([errors, aborts()]).toEqual([['too much'], 1]);
});

test('one that never begins, or falls silent, fails', async () => {
  const never = story({ maxBytes: 10, silenceMs: 1 });
  await once(never.request, 'error').catch(() => undefined);
  const silent = story({ maxBytes: 10, silenceMs: 1 });
  const response = new EventEmitter();
  silent.answer.begins(response);
  response.emit('data', new Uint8Array(1));
  await once(silent.request, 'error').catch(() => undefined);
  expect([never.errors, silent.errors]).toEqual([['no answer'], ['no answer']]);
});

test('a request that failed by itself is not given up once more', () => {
  const { request, errors, aborts } = story({ maxBytes: 10 });
  request.emit('error', new Error('refused'));
  expect([errors, aborts()]).toEqual([['refused'], 0]);
});
