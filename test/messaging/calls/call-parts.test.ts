import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  DATA_CHANNEL,
  callConnection,
  callContent,
  offerToSend,
  readDataChannelMessage,
  writeDataChannelMessage,
} from '../../../ts/messaging/index.ts';
import { readCallMessage } from '../../../ts/messaging/calls/call-message.ts';
import { systemRandom } from '../../../ts/util/index.ts';
import type { CallMessage } from '../../../ts/wire/index.ts';
import { decodeContent, encodeContent } from '../../../ts/wire/index.ts';
import { UUID, callMessage } from './calls-world.ts';

describe('an offer that is sent', () => {
  test('has constant bit rate, no audio level, and plain line ends', () => {
    const made = [
      'v=0',
      'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
      'a=extmap:2 urn:ietf:params:rtp-hdrext:toffset',
      'a=fmtp:111 minptime=10;useinbandfec=1',
      'a=fmtp:63 111/111',
      '',
    ];
    expect(offerToSend(made.join('\r\n'))).toBe(
      [
        'v=0',
        'a=extmap:2 urn:ietf:params:rtp-hdrext:toffset',
        'a=fmtp:111 minptime=10;cbr=1',
        'a=fmtp:63 111/111',
        '',
      ].join('\n'),
    );
  });

  test('stays as it is when it is edited twice', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a=fmtp:111 x=1;y=2',
            'a=b',
            '',
            'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
          ),
        ),
        (parts) => {
          const once = offerToSend(parts.join('\r\n'));
          expect(offerToSend(once)).toBe(once);
        },
      ),
    );
  });
});

describe('a call message', () => {
  test.each<[string, CallMessage]>([
    ['without a proper ID', callMessage('end-call', { uuid: 'one' })],
    ['with an endless ID', callMessage('end-call', { uuid: UUID.repeat(1_000) })],
    ['an offer without description', callMessage('offer')],
    ['an offer that is no description', callMessage('offer', { sdps: ['hello'] })],
    ['an offer that is too long', callMessage('offer', { sdps: [`v=0${'a'.repeat(50_000)}`] })],
    ['an answer without description', callMessage('answer', { sdps: [] })],
    ['candidates without their lines', callMessage('ice-candidates', { sdps: ['candidate:1'] })],
    [
      'only candidates that are none',
      callMessage('ice-candidates', { sdps: ['hello'], sdpMLineIndexes: [0], sdpMids: ['0'] }),
    ],
    ['for phones only', callMessage('pre-offer')],
    ['of an older protocol', callMessage('provisional-answer', { sdps: ['v=0'] })],
  ])('%s is passed over', (_what, message) => {
    expect(readCallMessage(message)).toBeUndefined();
  });

  test('with very many candidates gives the newest hundred, without those beyond the limits', () => {
    const sdps = Array.from({ length: 500 }, (_, index) => `candidate:${index}`);
    const signal = readCallMessage(
      callMessage('ice-candidates', {
        sdps: [...sdps, `candidate:${'x'.repeat(1_000)}`, 'candidate:line'],
        sdpMLineIndexes: [...sdps.map(() => 0), 0, 64],
        sdpMids: [...sdps.map(() => 'audio'), 'audio', 'audio'],
      }),
    );
    expect(signal).toMatchObject({ type: 'candidates' });
    expect(signal).toHaveProperty('candidates.length', 100);
    expect(signal).toHaveProperty('candidates.99.candidate', 'candidate:499');
  });

  test('disappears after reading when the conversation’s messages disappear in any way', () => {
    const message = callMessage('offer', { sdps: ['v=0'] });
    const timed = callContent({ message, expires: true, conversationTimerS: 300, sentAtMs: 5 });
    expect(timed).toMatchObject({
      expirationType: 'delete-after-read',
      expirationTimerS: 300,
      sigTimestampMs: 5,
    });
    expect(decodeContent(encodeContent(timed)).payload).toMatchObject(message);
    const never = { expirationType: 'unknown', expirationTimerS: 0 };
    expect(callContent({ message, expires: true, sentAtMs: 5 })).toMatchObject(never);
    expect(callContent({ message, expires: false, conversationTimerS: 300, sentAtMs: 5 })).toMatchObject(
      never,
    );
  });
});

describe('the data channel', () => {
  test('carries what it carried', () => {
    expect(DATA_CHANNEL).toMatchObject({ negotiated: true, id: 548, ordered: true });
    expect(writeDataChannelMessage({ type: 'video', enabled: true })).toBe('{"video":true}');
    expect(writeDataChannelMessage({ type: 'hang-up' })).toBe('{"hangup":true}');
    expect(readDataChannelMessage('{"video":false}')).toEqual({ type: 'video', enabled: false });
    expect(readDataChannelMessage('{"hangup":true}')).toEqual({ type: 'hang-up' });
  });

  test('says nothing with anything else', () => {
    for (const text of [
      '',
      'null',
      '1',
      '{"hangup":1}',
      '{"video":"yes"}',
      '[',
      `${' '.repeat(2_000)}{"hangup":true}`,
    ])
      expect(readDataChannelMessage(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void readDataChannelMessage(text)));
  });
});

test('a call has two relays out of five, and uses nothing else when it must not show our address', () => {
  const seen = new Set<string>();
  for (let round = 0; round < 100; round++) {
    const { iceServers, iceTransportPolicy } = callConnection(systemRandom, { relayOnly: round % 2 === 1 });
    expect(new Set(iceServers.map(({ urls }) => urls)).size).toBe(2);
    expect(iceTransportPolicy).toBe(round % 2 === 1 ? 'relay' : 'all');
    for (const { urls } of iceServers) seen.add(urls);
  }
  expect(seen.size).toBe(5);
});
