import { expect, test } from 'vitest';

import { ConnectionGate } from '../../../ts/network/transport/connection-gate.ts';
import { createDeferred } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** Requests through a gate, each ended by hand; `started` says which have a connection. */
function requestsThrough(gate: ConnectionGate) {
  const started: string[] = [];
  const begin = (name: string) => {
    const answer = createDeferred<void>();
    const ended = gate.run(() => {
      started.push(name);
      return answer.promise;
    });
    return { answer, ended };
  };
  return { started, begin };
}

test('a request waits for the connection that another one uses', async () => {
  const { started, begin } = requestsThrough(new ConnectionGate(new FakeClock(), () => 1));
  const [first, second] = [begin('first'), begin('second')];
  expect(started).toEqual(['first']);
  first.answer.resolve();
  await first.ended;
  await Promise.resolve();
  expect(started).toEqual(['first', 'second']);
  second.answer.resolve();
  await second.ended;
});

test('a request that waits too long opens a connection of its own', async () => {
  const clock = new FakeClock();
  const { started, begin } = requestsThrough(new ConnectionGate(clock, () => 1));
  begin('slow');
  begin('impatient');
  await clock.advance(99);
  expect(started).toEqual(['slow']);
  await clock.advance(1);
  expect(started).toEqual(['slow', 'impatient']);
});

test('as many run at once as there are connections, and a failed request gives its own back', async () => {
  const { started, begin } = requestsThrough(new ConnectionGate(new FakeClock(), () => 2));
  const [first] = [begin('first'), begin('second'), begin('third')];
  expect(started).toEqual(['first', 'second']);
  first?.answer.reject(new Error('the node hung up'));
  await expect(first?.ended).rejects.toThrow('hung up');
  await Promise.resolve();
  expect(started).toEqual(['first', 'second', 'third']);
});
