import { expect, test } from 'vitest';

import { Emitter } from '../../ts/util/index.ts';

test('every listener hears every event until it unsubscribes', () => {
  const emitter = new Emitter<string>(() => undefined);
  const heard: string[] = [];
  const unsubscribe = emitter.subscribe((event) => heard.push(`a ${event}`));
  emitter.subscribe((event) => heard.push(`b ${event}`));
  emitter.emit('one');
  unsubscribe();
  emitter.emit('two');
  expect(heard).toEqual(['a one', 'b one', 'b two']);
});

test('a listener that throws is reported and does not silence the others', () => {
  const errors: unknown[] = [];
  const failure = new Error('failed');
  const heard: string[] = [];
  const emitter = new Emitter<string>((error) => errors.push(error));
  emitter.subscribe(() => {
    throw failure;
  });
  emitter.subscribe((event) => heard.push(event));
  emitter.emit('one');
  expect(heard).toEqual(['one']);
  expect(errors).toEqual([failure]);
});

test('a listener that subscribes or leaves while an event goes round disturbs nobody', () => {
  const emitter = new Emitter<string>(() => undefined);
  const heard: string[] = [];
  const leave = emitter.subscribe((event) => {
    heard.push(`first ${event}`);
    leave();
    emitter.subscribe((later) => heard.push(`late ${later}`));
  });
  emitter.subscribe((event) => heard.push(`second ${event}`));
  emitter.emit('one');
  emitter.emit('two');
  expect(heard).toEqual(['first one', 'second one', 'second two', 'late two']);
});
