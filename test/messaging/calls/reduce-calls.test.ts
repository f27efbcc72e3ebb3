import { describe, expect, test } from 'vitest';

import { activeCall, callRowKind } from '../../../ts/messaging/index.ts';
import {
  ANSWER,
  Device,
  OFFER,
  OTHER_UUID,
  UUID,
  answeringDevice,
  callMessage,
  callingDevice,
  candidate,
  connectedDevice,
  friend,
  ringingDevice,
  rival,
  stranger,
} from './calls-world.ts';

const start = { type: 'start', uuid: UUID, contact: { ...friend, isNoteToSelf: false } } as const;
const offer = callMessage('offer', { sdps: [OFFER] });
const answer = callMessage('answer', { sdps: [ANSWER] });
const end = callMessage('end-call');
const otherOffer = callMessage('offer', { sdps: [OFFER], uuid: OTHER_UUID });
const ice = (...names: string[]) =>
  callMessage('ice-candidates', {
    sdps: names.map((name) => `candidate:${name}`),
    sdpMLineIndexes: names.map(() => 0),
    sdpMids: names.map(() => '0'),
  });

describe('calling somebody', () => {
  test('wakes their phone, makes an offer, and rings', () => {
    const device = new Device();
    device.on(start);
    expect(device.takeDone()).toEqual([
      'send pre-offer to friend',
      'row outgoing ringing',
      'open media',
      'create offer',
      'ring outgoing',
      'timer ring 60000',
    ]);
    device.on({ type: 'local-description', uuid: UUID, description: { type: 'offer', sdp: OFFER } });
    expect(device.takeDone()).toEqual(['send offer to friend']);
    expect(device.phase).toBe('outgoing-ringing');
  });

  test('approves them, as writing to them would', () => {
    const device = new Device();
    device.on({ ...start, contact: { ...start.contact, isApproved: false } });
    expect(device.takeDone()[0]).toBe('approve contact');
  });

  test.each([
    ['ourselves', { isNoteToSelf: true }],
    ['somebody blocked', { isBlocked: true }],
  ])('is not possible for %s', (_who, changes) => {
    const device = new Device();
    device.on({ ...start, contact: { ...start.contact, ...changes } });
    expect(device.takeDone()).toEqual(['toast call-not-possible']);
  });

  test('needs calls to be switched on, and no other call', () => {
    const device = new Device();
    device.areCallsAllowed = false;
    device.on(start);
    device.areCallsAllowed = true;
    device.on(start);
    device.takeDone();
    device.on({ ...start, uuid: OTHER_UUID });
    expect(device.takeDone()).toEqual(['toast call-in-progress']);
  });

  test('says so when it may go over relays only', () => {
    const device = new Device();
    device.relayOnly = true;
    device.on(start);
    expect(device.takeDone()).toContain('open media by relay');
  });

  test('ends after a minute without an answer', () => {
    const device = callingDevice();
    device.wait(59_999);
    device.takeDone();
    device.wait(1);
    expect(device.takeDone()).toEqual([
      'stop ringing',
      'clear timers',
      'close media with a word',
      'send end-call to friend',
      'row outgoing unanswered',
    ]);
    expect(device.phase).toBe('ended');
  });

  test('ends when they decline, or are busy', () => {
    const device = callingDevice();
    device.hears(end);
    expect(device.rows.get(UUID)).toMatchObject({ outcome: 'refused', isUnread: false });
  });

  test('an answer connects, and a second one of another device of theirs changes nothing', () => {
    const device = callingDevice();
    device.takeDone();
    device.hears(answer);
    expect(device.takeDone()).toEqual([
      'stop ringing',
      'no timer ring',
      'row outgoing answered',
      'apply answer',
      'timer connect 60000',
    ]);
    device.hears(callMessage('answer', { sdps: ['v=0\nof another device'] }));
    device.hears(answer);
    expect(device.takeDone()).toEqual([]);
  });

  test('an answer of somebody else is no answer', () => {
    const device = callingDevice();
    device.hears(answer, { from: rival });
    device.hears(end, { from: rival });
    expect(device.phase).toBe('outgoing-ringing');
  });

  test('a call that is taken but does not connect fails after a minute', () => {
    const device = callingDevice();
    device.hears(answer);
    device.wait(60_000);
    expect(device.rows.get(UUID)).toMatchObject({ outcome: 'failed' });
    expect(device.takeDone()).toContain('send end-call to friend');
  });
});

describe('an offer that comes', () => {
  test('rings, and connects when it is taken', () => {
    const device = ringingDevice();
    expect(device.takeDone()).toEqual(['row incoming ringing', 'ring incoming aloud', 'timer ring 60000']);
    device.on({ type: 'accept', uuid: UUID });
    expect(device.takeDone()).toEqual([
      'stop ringing',
      'clear timers',
      'row incoming answered',
      'open media',
      'apply offer',
      'create answer',
      'timer connect 60000',
    ]);
    device.on({ type: 'local-description', uuid: UUID, description: { type: 'answer', sdp: ANSWER } });
    expect(device.takeDone()).toEqual(['send answer to friend and self']);
    device.on({ type: 'ice-state', uuid: UUID, state: 'completed' });
    expect(device.phase).toBe('connected');
  });

  test('is declined on all our devices at once', () => {
    const device = ringingDevice();
    device.takeDone();
    device.on({ type: 'reject', uuid: UUID });
    expect(device.takeDone()).toEqual([
      'stop ringing',
      'clear timers',
      'send end-call to friend and self',
      'row incoming declined',
    ]);
    expect(callRowKind(device.rows.get(UUID)!)).toBe('missed-call');
  });

  test.each([
    ['after a minute', (device: Device) => device.wait(60_000)],
    ['when the caller hangs up', (device: Device) => device.hears(end)],
  ])('is missed %s', (_when, happen) => {
    const device = ringingDevice();
    device.takeDone();
    happen(device);
    expect(device.takeDone()).toEqual(['stop ringing', 'clear timers', 'row incoming missed unread']);
  });

  test.each([
    ['has taken it', answer, 'answered-elsewhere'],
    ['has declined it', end, 'declined-elsewhere'],
  ])('stops ringing when another device of ours %s', (_what, message, outcome) => {
    const device = ringingDevice();
    device.hears(message, { from: 'self' });
    expect(device.takeDone()).not.toContain('send end-call to friend');
    expect(device.rows.get(UUID)).toMatchObject({ outcome, isUnread: false });
  });

  test.each([
    ['the caller has hung up', end, friend],
    ['another device of ours has declined it', end, 'self' as const],
    ['another device of ours has taken it', answer, 'self' as const],
  ])('never rings after %s, though that came first', (_what, message, from) => {
    const device = new Device();
    device.hears(message, { from });
    device.wait(9 * 60_000);
    device.hears(offer);
    expect(device.takeDone()).toEqual([]);
    device.wait(2 * 60_000);
    device.hears(offer);
    expect(device.phase).toBe('incoming-ringing');
  });

  test('cannot be ended by somebody else who knows its ID', () => {
    const device = new Device();
    device.hears(end, { from: rival });
    device.hears(offer);
    device.hears(end, { from: rival });
    expect(device.phase).toBe('incoming-ringing');
  });

  test('rings silently when the conversation is muted', () => {
    const device = new Device();
    device.hears(offer, { from: { ...friend, isMuted: true } });
    expect(device.takeDone()).toContain('ring incoming');
  });

  test('twice rings once', () => {
    const device = ringingDevice();
    device.takeDone();
    device.hears(offer);
    expect(device.takeDone()).toEqual([]);
  });

  test('takes the timer of its message for its row', () => {
    const device = new Device();
    device.on({
      type: 'message',
      from: friend,
      message: offer,
      sentAtMs: device.nowMs,
      expirationTimerS: 300,
    });
    expect(device.rows.get(UUID)).toMatchObject({ expirationTimerS: 300, startedAtMs: device.nowMs });
  });
});

describe('an offer is decided on in this order', () => {
  test('calls are off: a missed call and a word; switched on within a minute, it rings', () => {
    const device = new Device();
    device.areCallsAllowed = false;
    device.hears(offer);
    device.hears(offer);
    expect(device.takeDone()).toEqual(['row incoming missed unread', 'toast call-missed-calls-off']);
    device.wait(30_000);
    device.areCallsAllowed = true;
    device.on({ type: 'permission-granted' });
    expect(device.takeDone()).toEqual(['row incoming ringing', 'ring incoming aloud', 'timer ring 60000']);
    device.hears(end);
    expect(device.phase).toBe('ended');
  });

  test.each([
    ['later than that', (device: Device) => device.wait(60_001)],
    ['after the caller has hung up', (device: Device) => device.hears(end)],
    ['after another device has taken it', (device: Device) => device.hears(answer, { from: 'self' })],
  ])('calls are off: switched on %s, it does not', (_when, happen) => {
    const device = new Device();
    device.areCallsAllowed = false;
    device.hears(offer);
    happen(device);
    device.takeDone();
    device.areCallsAllowed = true;
    device.on({ type: 'permission-granted' });
    expect(device.takeDone()).toEqual([]);
    expect(device.phase).toBe('idle');
  });

  test('calls are off: a stranger gets a row, but no word', () => {
    const device = new Device();
    device.areCallsAllowed = false;
    device.hears(offer, { from: stranger });
    expect(device.takeDone()).toEqual(['row incoming missed unread']);
  });

  test('strangers and blocked contacts: nothing at all', () => {
    const device = new Device();
    device.hears(offer, { from: stranger });
    device.hears(offer, { from: { ...friend, isBlocked: true } });
    expect(device.takeDone()).toEqual([]);
    device.hears(offer, { from: { ...stranger, haveWeWritten: true } });
    expect(device.phase).toBe('incoming-ringing');
  });

  test('older than a minute: a missed call, once', () => {
    const device = new Device();
    device.hears(offer, { ageMs: 60_001 });
    device.hears(offer, { ageMs: 60_001 });
    expect(device.takeDone()).toEqual(['row incoming missed unread']);
  });

  test('during another call: a missed call, and they are told', () => {
    const device = connectedDevice('outgoing');
    device.hears(otherOffer, { from: rival });
    device.hears(otherOffer, { from: rival });
    expect(device.takeDone()).toEqual(['row incoming missed unread', 'send end-call to rival']);
    expect(device.phase).toBe('connected');
  });

  test('during a call with the same contact: they are told, without a row', () => {
    const device = ringingDevice();
    device.takeDone();
    device.hears(otherOffer);
    expect(device.takeDone()).toEqual(['send end-call to friend']);
  });
});

describe('candidates of ours', () => {
  const found = (device: Device, name: string) =>
    device.on({ type: 'local-candidate', uuid: UUID, candidate: candidate(name) });
  const sent = (device: Device) =>
    device.takeDone().filter((done) => done.startsWith('send ice-candidates')).length;

  test('go out half a second after the first, then every two seconds while there are new ones, all each time', () => {
    const device = callingDevice();
    found(device, 'a');
    found(device, 'b');
    device.wait(499);
    expect(sent(device)).toBe(0);
    device.wait(1);
    expect(sent(device)).toBe(1);
    found(device, 'c');
    device.wait(1_999);
    expect(sent(device)).toBe(0);
    device.wait(1);
    expect(sent(device)).toBe(1);
    device.wait(10_000);
    found(device, 'c');
    device.wait(10_000);
    expect(sent(device)).toBe(0);
    found(device, 'd');
    const [message] = device.on({ type: 'timer', uuid: UUID, timer: 'candidates' });
    expect(message).toMatchObject({
      expires: false,
      message: {
        type: 'ice-candidates',
        sdps: ['a', 'b', 'c', 'd'].map((name) => `candidate:${name}`),
        sdpMLineIndexes: [0, 0, 0, 0],
        sdpMids: ['0', '0', '0', '0'],
      },
    });
  });

  test('wait for the description that they belong to', () => {
    const device = new Device();
    device.on(start);
    found(device, 'a');
    device.wait(5_000);
    expect(sent(device)).toBe(0);
    device.on({ type: 'local-description', uuid: UUID, description: { type: 'offer', sdp: OFFER } });
    device.wait(500);
    expect(sent(device)).toBe(1);
  });
});

describe('candidates of theirs', () => {
  test('are kept until the call is taken, however early they come, and given once', () => {
    const device = new Device();
    device.hears(ice('a'));
    device.hears(offer);
    device.hears(ice('a', 'b'));
    device.takeDone();
    device.on({ type: 'accept', uuid: UUID });
    expect(device.takeDone()).toContain('add a b');
    device.hears(ice('a', 'b', 'c'));
    device.hears(ice('b', 'c'));
    expect(device.takeDone()).toEqual(['add c']);
  });

  test('are given with the answer when they come before it', () => {
    const device = callingDevice();
    device.hears(ice('a'));
    device.takeDone();
    device.hears(answer);
    expect(device.takeDone()).toContain('add a');
  });

  test('of strangers and of other calls are not', () => {
    const device = new Device();
    device.hears(ice('a'), { from: stranger });
    device.hears(ice('b'), { from: rival });
    device.hears(offer);
    device.on({ type: 'accept', uuid: UUID });
    expect(device.takeDone().filter((done) => done.startsWith('add'))).toEqual([]);
  });
});

describe('a call that runs', () => {
  test('lasts from connected to ended', () => {
    const device = connectedDevice('outgoing');
    device.wait(65_000);
    device.on({ type: 'hang-up', uuid: UUID });
    expect(device.takeDone()).toEqual([
      'clear timers',
      'close media with a word',
      'send end-call to friend',
      'row outgoing answered',
    ]);
    expect(device.rows.get(UUID)?.durationMs).toBe(65_000);
    device.on({ type: 'dismiss' });
    expect(device.phase).toBe('idle');
  });

  test.each(['by message', 'over the data channel'])('ends when they hang up %s', (how) => {
    const device = connectedDevice('incoming');
    if (how === 'by message') device.hears(end);
    else device.on({ type: 'remote-hang-up', uuid: UUID });
    expect(device.takeDone()).toEqual(['clear timers', 'close media', 'row incoming answered']);
  });

  test('is not disturbed by copies of what our own device said', () => {
    const device = answeringDevice();
    device.takeDone();
    device.hears(answer, { from: 'self' });
    device.hears(end, { from: 'self' });
    device.hears(offer, { from: 'self' });
    expect(device.takeDone()).toEqual([]);
    expect(device.phase).toBe('connecting');
  });

  test('taken on two of our devices ends here without a word when the other one has it', () => {
    const device = answeringDevice();
    device.hears(callMessage('answer', { sdps: ['v=0\nof our other device'] }), { from: 'self' });
    device.takeDone();
    device.wait(60_000);
    expect(device.takeDone()).toEqual(['clear timers', 'close media', 'row incoming answered-elsewhere']);
  });

  test('taken on another device while we were about to is left to it', () => {
    const device = ringingDevice();
    device.on({ type: 'accept', uuid: UUID });
    device.hears(answer, { from: 'self' });
    expect(device.phase).toBe('ended');
  });

  test('events of another call do not touch it', () => {
    const device = connectedDevice('incoming');
    const { current } = device.state;
    device.on({ type: 'hang-up', uuid: OTHER_UUID });
    device.on({ type: 'ice-state', uuid: OTHER_UUID, state: 'failed' });
    device.on({ type: 'timer', uuid: OTHER_UUID, timer: 'reconnect' });
    device.on({ type: 'timer', uuid: UUID, timer: 'ring' });
    expect(device.state.current).toEqual(current);
  });
});

describe('a connection that breaks', () => {
  const ice = (device: Device, state: 'connected' | 'disconnected' | 'failed') =>
    device.on({ type: 'ice-state', uuid: UUID, state });

  test('may heal within two seconds', () => {
    const device = connectedDevice('outgoing');
    ice(device, 'disconnected');
    device.wait(1_000);
    ice(device, 'disconnected');
    device.wait(999);
    ice(device, 'connected');
    device.wait(10_000);
    expect(device.takeDone()).toEqual(['timer disconnected 2000', 'no timer disconnected']);
    expect(device.phase).toBe('connected');
  });

  test('is made anew by the caller, with the same ID', () => {
    const device = connectedDevice('outgoing');
    ice(device, 'disconnected');
    device.takeDone();
    device.wait(2_000);
    expect(device.takeDone()).toEqual(['no timer disconnected', 'restart', 'timer reconnect 60000']);
    expect(device.phase).toBe('reconnecting');
    device.on({ type: 'local-description', uuid: UUID, description: { type: 'offer', sdp: 'v=0\nnew' } });
    device.hears(answer);
    expect(device.takeDone()).toEqual(['send offer to friend']);
    device.hears(callMessage('answer', { sdps: ['v=0\nnew answer'] }));
    ice(device, 'connected');
    expect(device.takeDone()).toEqual(['apply answer', 'no timer reconnect']);
    expect(device.phase).toBe('connected');
  });

  test('is answered at once by the one who was called', () => {
    const device = connectedDevice('incoming');
    ice(device, 'failed');
    expect(device.takeDone()).toEqual(['no timer disconnected', 'timer reconnect 60000']);
    device.wait(1_000);
    device.hears(callMessage('offer', { sdps: ['v=0\nnew'] }));
    expect(device.takeDone()).toEqual(['apply offer', 'create answer']);
    device.on({
      type: 'local-description',
      uuid: UUID,
      description: { type: 'answer', sdp: 'v=0\nnew answer' },
    });
    expect(device.takeDone()).toEqual(['send answer to friend']);
  });

  test('for more than a minute ends the call; what was talked counts', () => {
    const device = connectedDevice('incoming');
    device.wait(5_000);
    ice(device, 'failed');
    device.wait(60_000);
    expect(device.phase).toBe('ended');
    expect(device.rows.get(UUID)).toMatchObject({ outcome: 'answered', durationMs: 65_000 });
  });

  test.each([
    ['a newer offer of theirs goes before ours', 1, ['apply offer', 'create answer']],
    ['an older offer of theirs is ignored', -1, []],
    ['of two equally old ones the caller’s goes before', 0, []],
  ])('%s', (_what, laterByMs, done) => {
    const device = connectedDevice('outgoing');
    device.wait(10);
    device.on({ type: 'local-description', uuid: UUID, description: { type: 'offer', sdp: 'v=0\nours' } });
    device.takeDone();
    device.hears(callMessage('offer', { sdps: ['v=0\ntheirs'] }), { ageMs: -laterByMs });
    expect(device.takeDone()).toEqual(done);
  });

  test('offers that overtake each other do not go back', () => {
    const device = connectedDevice('incoming');
    device.wait(1_000);
    device.hears(callMessage('offer', { sdps: ['v=0\nnewest'] }));
    device.takeDone();
    device.hears(callMessage('offer', { sdps: ['v=0\nolder'] }), { ageMs: 500 });
    expect(device.takeDone()).toEqual([]);
  });
});

test('media that fail end the call', () => {
  const device = callingDevice();
  device.on({ type: 'media-failed', uuid: UUID });
  expect(device.rows.get(UUID)).toMatchObject({ outcome: 'failed' });
  expect(activeCall(device.state)).toBeUndefined();
});
