import { expect, test } from 'vitest';

import { accountId } from '../../../ts/account/index.ts';
import { CallSender } from '../../../ts/messaging/calls/call-sender.ts';
import type { SealedCallMessage } from '../../../ts/messaging/calls/call-sender.ts';
import type { Network } from '../../../ts/network/index.ts';
import { createDeferred, silentLog } from '../../../ts/util/index.ts';
import type { Deferred } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const FRIEND = accountId(`05${'ab'.repeat(32)}`);
const OTHER = accountId(`05${'cd'.repeat(32)}`);
const US = accountId(`05${'11'.repeat(32)}`);

interface Request {
  readonly account: string;
  readonly data: Uint8Array;
  readonly answer: Deferred<void>;
}

/** A sender whose swarms a test answers for. */
class Desk {
  readonly clock = new FakeClock();
  readonly requests: Request[] = [];
  readonly lost: string[] = [];
  readonly sender: CallSender;

  constructor() {
    const store = ({ account, data }: Request): Promise<void> => {
      const answer = createDeferred<void>();
      this.requests.push({ account, data, answer });
      return answer.promise;
    };
    this.sender = new CallSender(
      { network: { store } as unknown as Network, clock: this.clock, log: silentLog },
      { onLost: ({ type }) => this.lost.push(type) },
    );
  }

  send(type: SealedCallMessage['type'], change: Partial<SealedCallMessage> = {}): void {
    const copies = [{ account: FRIEND, data: Uint8Array.of(this.requests.length) }];
    const message = { uuid: 'a', peerId: FRIEND, type, copies, ttlMs: 300_000, attempts: 3 };
    this.sender.send({ ...message, isRefusal: false, ...change });
  }

  /** Answers the newest request, and waits for what follows. */
  async answer(isStored: boolean): Promise<void> {
    const { answer } = this.requests.at(-1) ?? {};
    if (isStored) answer?.resolve();
    else answer?.reject(new Error('no node answers'));
    await this.settled();
  }

  async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a message is tried three times with the same bytes, and then forgotten', async () => {
  const desk = new Desk();
  desk.send('offer');
  await desk.answer(false);
  await desk.clock.advance(500);
  await desk.answer(false);
  await desk.clock.advance(1_000);
  expect(desk.lost).toEqual([]);
  await desk.answer(false);
  expect(desk.lost).toEqual(['offer']);
  expect(desk.requests).toHaveLength(3);
  expect(new Set(desk.requests.map(({ data }) => data)).size).toBe(1);
});

test('messages for one person go in their order, and wait for nobody else', async () => {
  const desk = new Desk();
  desk.send('pre-offer');
  desk.send('offer');
  desk.send('end-call', { peerId: OTHER, copies: [{ account: OTHER, data: Uint8Array.of(9) }] });
  expect(desk.requests.map(({ account }) => account)).toEqual([FRIEND, OTHER]);
  desk.requests[0]?.answer.resolve();
  await desk.settled();
  expect(desk.requests.map(({ account }) => account)).toEqual([FRIEND, OTHER, FRIEND]);
});

test('a copy for our own devices goes out beside; that it is lost, ends no call', async () => {
  const desk = new Desk();
  const copies = [FRIEND, US].map((account, at) => ({ account, data: Uint8Array.of(at) }));
  desk.send('answer', { copies, attempts: 1 });
  expect(desk.requests.map(({ account }) => account)).toEqual([FRIEND, US]);
  desk.requests[0]?.answer.resolve();
  await desk.answer(false);
  expect(desk.lost).toEqual([]);
});

test('to somebody to whom nothing can be encrypted, it is lost', async () => {
  const desk = new Desk();
  desk.send('offer', { copies: [] });
  await desk.settled();
  expect(desk.lost).toEqual(['offer']);
});

test('what the end of a call, or newer candidates, make pointless is not sent', async () => {
  const desk = new Desk();
  desk.send('pre-offer');
  desk.send('offer');
  desk.send('ice-candidates');
  desk.send('ice-candidates', { uuid: 'b' });
  desk.send('ice-candidates', { copies: [{ account: FRIEND, data: Uint8Array.of(7) }] });
  desk.send('end-call', { uuid: 'b' });
  for (let sent = 0; sent < 4; sent += 1) await desk.answer(true);
  // Wakes phones, the offer, the newer candidates, and the end of the other call.
  expect(desk.requests).toHaveLength(4);
  expect(desk.requests[2]?.data).toEqual(Uint8Array.of(7));
});

test('somebody who floods us is not answered without end, and still heard in the call that there is', async () => {
  const desk = new Desk();
  for (let call = 0; call < 1_000; call += 1) desk.send('end-call', { uuid: String(call), isRefusal: true });
  desk.send('answer', { copies: [{ account: US, data: Uint8Array.of(1) }] });
  expect(desk.requests.map(({ account }) => account)).toEqual([FRIEND, US]);
  for (let sent = 0; sent < 1_000; sent += 1) {
    for (const { answer } of desk.requests) answer.resolve();
    await desk.settled();
  }
  expect(desk.requests.filter(({ account }) => account === FRIEND)).toHaveLength(33);
});

test('the end of the program waits for last words, and not for long', async () => {
  const desk = new Desk();
  desk.send('end-call');
  let isClosed = false;
  const closing = desk.sender.close().then(() => (isClosed = true));
  await desk.settled();
  expect(isClosed).toBe(false);
  await desk.answer(true);
  await closing;

  const stuck = new Desk();
  stuck.send('end-call');
  const ending = stuck.sender.close();
  await stuck.settled();
  await stuck.clock.advance(2_000);
  await stuck.answer(false);
  await ending;
  expect(stuck.requests).toHaveLength(1);
  expect(stuck.lost).toEqual([]);
});
