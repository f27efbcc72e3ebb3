import fc from 'fast-check';
import { expect, test } from 'vitest';

import { activeCall } from '../../../ts/messaging/index.ts';
import type { CallEffect, CallEvent, CallRow } from '../../../ts/messaging/index.ts';
import type { CallMessage } from '../../../ts/wire/index.ts';
import { Device, NOW_MS, candidate, friend } from './calls-world.ts';

type Account = 'alice' | 'bob';

interface Letter {
  readonly to: Person;
  readonly from: Account;
  readonly message: CallMessage;
  readonly sentAtMs: number;
}

/** A device of somebody, with media that do what they are asked to and tell what a test wants. */
class Person {
  readonly device = new Device();
  readonly account: Account;
  readonly openMedia = new Set<string>();
  readonly remote = new Map<string, string>();
  readonly history = new Map<string, CallRow[]>();
  private readonly world: World;

  constructor(world: World, account: Account) {
    this.world = world;
    this.account = account;
  }

  get peer(): Account {
    return this.account === 'alice' ? 'bob' : 'alice';
  }

  get activeUuid(): string | undefined {
    return activeCall(this.device.state)?.call.row.uuid;
  }

  on(event: CallEvent): void {
    for (const effect of this.device.on(event)) this.carryOut(effect);
    this.check();
  }

  wait(forMs: number): void {
    const untilMs = this.device.elapsedMs + forMs;
    for (;;) {
      const [next] = [...this.device.timers].sort(([, a], [, b]) => a.atMs - b.atMs);
      if (next === undefined || next[1].atMs > untilMs) break;
      const [timer, { uuid, atMs }] = next;
      this.device.timers.delete(timer);
      this.device.elapsedMs = Math.max(this.device.elapsedMs, atMs);
      this.on({ type: 'timer', uuid, timer });
    }
    this.device.elapsedMs = untilMs;
  }

  toggleCalls(): void {
    this.device.areCallsAllowed = !this.device.areCallsAllowed;
    if (this.device.areCallsAllowed) this.on({ type: 'permission-granted' });
  }

  private carryOut(effect: CallEffect): void {
    switch (effect.type) {
      case 'send':
        this.world.post(this, effect.message, effect.alsoToSelf);
        break;
      case 'put-row':
        this.history.set(effect.row.uuid, [...(this.history.get(effect.row.uuid) ?? []), effect.row]);
        break;
      case 'open-media':
        this.openMedia.add(effect.uuid);
        break;
      case 'close-media':
        expect(this.openMedia.delete(effect.uuid)).toBe(true);
        break;
      case 'create-offer':
      case 'create-answer':
        this.describe(effect.uuid, effect.type === 'create-offer' ? 'offer' : 'answer');
        break;
      case 'apply-description':
        expect(this.openMedia).toContain(effect.uuid);
        this.remote.set(effect.uuid, effect.description.sdp);
        break;
      case 'add-candidates':
        expect(this.remote.has(effect.uuid)).toBe(true);
        break;
      default:
    }
  }

  private describe(uuid: string, type: 'offer' | 'answer'): void {
    const sdp = `v=0\n${type} ${this.world.nextNumber()}`;
    this.world.later.push(
      () => this.on({ type: 'local-description', uuid, description: { type, sdp } }),
      () => this.on({ type: 'local-candidate', uuid, candidate: candidate(`${this.world.nextNumber()}`) }),
    );
  }

  /** What holds at every moment. */
  private check(): void {
    const active = activeCall(this.device.state);
    const hasMedia = active !== undefined && active.phase !== 'incoming-ringing';
    expect([...this.openMedia]).toEqual(hasMedia ? [active.call.row.uuid] : []);
    for (const rows of this.history.values()) {
      expect(new Set(rows.map(({ direction, peerId }) => `${direction} ${peerId}`)).size).toBe(1);
      // Only a call that was missed because calls were off may still ring.
      for (const [index, { outcome }] of rows.entries())
        if (index > 0 && outcome === 'ringing') expect(rows[index - 1]?.outcome).toBe('missed');
    }
  }
}

/** One device of Alice, two of Bob, and a network that a test plays. */
class World {
  readonly letters: Letter[] = [];
  /** What media do in their own time, in order. */
  readonly later: (() => void)[] = [];
  readonly people: readonly Person[] = [
    new Person(this, 'alice'),
    new Person(this, 'bob'),
    new Person(this, 'bob'),
  ];
  private counter = 0;

  nextNumber(): number {
    this.counter += 1;
    return this.counter;
  }

  newUuid(): string {
    return `00000000-0000-4000-8000-${this.nextNumber().toString().padStart(12, '0')}`;
  }

  post(from: Person, message: CallMessage, alsoToSelf: boolean): void {
    for (const to of this.people) {
      if (to.account === from.account && !alsoToSelf) continue;
      this.letters.push({ to, from: from.account, message, sentAtMs: from.device.nowMs });
    }
  }

  deliver(at: number, keep: boolean): void {
    const letter = this.letters[at % Math.max(1, this.letters.length)];
    if (letter === undefined) return;
    if (!keep) this.letters.splice(this.letters.indexOf(letter), 1);
    const { to, from, message, sentAtMs } = letter;
    to.on({
      type: 'message',
      from: from === to.account ? 'self' : { ...friend, peerId: from },
      message,
      sentAtMs,
    });
  }

  settle(): void {
    while (this.later.length > 0) this.later.shift()?.();
  }

  call(from: Person): void {
    const contact = { ...friend, peerId: from.peer, isNoteToSelf: false };
    from.on({ type: 'start', uuid: this.newUuid(), contact });
  }
}

type Action = (world: World) => void;

const person = fc.nat({ max: 2 });
const forPerson = (act: (who: Person, world: World) => void): fc.Arbitrary<Action> =>
  person.map((index) => (world) => act(world.people[index]!, world));
const ofCall = (make: (uuid: string) => CallEvent): fc.Arbitrary<Action> =>
  forPerson((who) => who.activeUuid !== undefined && who.on(make(who.activeUuid)));

const iceState = fc.constantFrom('connected', 'connected', 'disconnected', 'failed');
const pauseMs = fc.constantFrom(100, 600, 600, 2_000, 2_000, 30_000, 61_000);
const often = 20;

/** Weighted so that many calls come about, and many things happen to them. */
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: often,
    arbitrary: fc.tuple(fc.nat(), fc.nat({ max: 3 })).map(
      ([at, chance]): Action =>
        (world) =>
          world.deliver(at, chance === 0),
    ),
  },
  { weight: often, arbitrary: fc.constant<Action>((world) => world.later.shift()?.()) },
  { weight: 10, arbitrary: ofCall((uuid) => ({ type: 'accept', uuid })) },
  {
    weight: 10,
    arbitrary: iceState.chain((state) => ofCall((uuid) => ({ type: 'ice-state', uuid, state }))),
  },
  {
    weight: 4,
    arbitrary: pauseMs.map((forMs): Action => (world) => {
      for (const who of world.people) who.wait(forMs);
    }),
  },
  { weight: 2, arbitrary: forPerson((who, world) => world.call(who)) },
  {
    weight: 1,
    arbitrary: fc.nat().map(
      (at): Action =>
        (world) =>
          void world.letters.splice(at % 8, 1),
    ),
  },
  { weight: 1, arbitrary: ofCall((uuid) => ({ type: 'reject', uuid })) },
  { weight: 1, arbitrary: ofCall((uuid) => ({ type: 'hang-up', uuid })) },
  { weight: 1, arbitrary: ofCall((uuid) => ({ type: 'remote-hang-up', uuid })) },
  { weight: 1, arbitrary: forPerson((who) => who.toggleCalls()) },
);

test('whatever three devices do and whatever the network loses, repeats or reorders, every call ends, one at a time, with one row', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 150, size: 'max' }), (actions) => {
      const world = new World();
      for (const act of actions) act(world);
      // Alice hangs up, and nobody hears of it: their connections are gone.
      const [alice, ...others] = world.people as [Person, ...Person[]];
      if (alice.activeUuid !== undefined) alice.on({ type: 'hang-up', uuid: alice.activeUuid });
      world.settle();
      for (const who of others)
        if (who.activeUuid !== undefined)
          who.on({ type: 'ice-state', uuid: who.activeUuid, state: 'failed' });
      for (const who of world.people) {
        who.wait(61_000);
        expect(['idle', 'ended']).toContain(who.device.phase);
        expect([...who.device.timers]).toEqual([]);
        for (const rows of who.history.values()) expect(rows.at(-1)?.outcome).not.toBe('ringing');
      }
    }),
    { numRuns: 600 },
  );
});

test('a call that is taken connects when nothing is lost, in whatever order and however often things come', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 60 }), (deliveries) => {
      const world = new World();
      const [alice, phone] = world.people as [Person, Person, Person];
      world.call(alice);
      let hasTaken = false;
      const round = (at: number, keep: boolean): void => {
        world.settle();
        world.deliver(at, keep);
        if (!hasTaken && phone.activeUuid !== undefined) {
          phone.on({ type: 'accept', uuid: phone.activeUuid });
          hasTaken = true;
        }
        for (const who of world.people) who.wait(100);
      };
      for (const [at, keep] of deliveries) round(at, keep);
      for (let rest = 0; world.letters.length > 0 || rest < 30; rest++) round(0, false);
      const uuid = alice.activeUuid!;
      for (const who of [alice, phone]) {
        expect(who.device.phase).toBe('connecting');
        who.on({ type: 'ice-state', uuid, state: 'connected' });
        expect(who.device.phase).toBe('connected');
        expect(activeCall(who.device.state)?.call.remoteCandidates).toHaveLength(1);
      }
      expect(world.people[2]?.device.phase).not.toBe('incoming-ringing');
      expect(alice.remote.get(uuid)).toMatch(/answer/);
    }),
    { numRuns: 200 },
  );
});

test('whatever a peer sends, nothing is thrown and memory stays bounded', () => {
  const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('v=0', 'candidate:1', 'candidate:2'));
  const uuid = fc.oneof(
    fc.uuid(),
    fc.nat({ max: 3 }).map((index) => `00000000-0000-4000-8000-00000000000${index}`),
    text,
  );
  const message: fc.Arbitrary<CallMessage> = fc.record({
    kind: fc.constant('call' as const),
    type: fc.constantFrom('pre-offer', 'offer', 'answer', 'provisional-answer', 'ice-candidates', 'end-call'),
    uuid,
    sdps: fc.option(fc.array(text, { maxLength: 4 }), { nil: undefined }),
    sdpMLineIndexes: fc.option(fc.array(fc.nat(), { maxLength: 4 }), { nil: undefined }),
    sdpMids: fc.option(fc.array(text, { maxLength: 4 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(message, fc.integer()), { maxLength: 60 }), (messages) => {
      const device = new Device();
      for (const [each, skew] of messages)
        device.on({ type: 'message', from: friend, message: each, sentAtMs: NOW_MS + skew });
    }),
  );
});

test('our other devices may say it twice', () => {
  const device = new Device();
  const end: CallMessage = { kind: 'call', type: 'end-call', uuid: '00000000-0000-4000-8000-000000000000' };
  device.hears(end, { from: 'self' });
  device.hears(end, { from: 'self' });
  expect(device.state.ended).toHaveLength(1);
});

test('a contact who ends very many calls makes us forget only calls of theirs', () => {
  const device = new Device();
  const endOf = (index: number, peerId: string): void => {
    const uuid = `00000000-0000-4000-8000-${index.toString().padStart(12, '0')}`;
    device.hears({ kind: 'call', type: 'end-call', uuid }, { from: { ...friend, peerId } });
  };
  endOf(0, 'quiet');
  for (let index = 1; index <= 2_000; index++) endOf(index, 'noisy');
  expect(device.state.ended).toHaveLength(101);
  expect(device.state.ended.some(({ peerId }) => peerId === 'quiet')).toBe(true);
});
