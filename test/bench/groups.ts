import { monitorEventLoopDelay } from 'node:perf_hooks';

import sodium from 'libsodium-wrappers-sumo';

import { GROUP_INFO, GROUP_KEYS_NAMESPACE, GROUP_MEMBERS } from '../../ts/config/index.ts';
import { decryptConfig, stripFront } from '../../ts/config/encryption.ts';
import { plainOf } from '../../ts/config/stored-message.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { decodeBencode, systemRandom, zstdReady } from '../../ts/util/index.ts';
import { checkTimestamps, decodeContent, decodeGroupMessage } from '../../ts/wire/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timed, timedSync } from './harness/clock.ts';
import { BigGroup, GROUP_MESSAGES, type Handed, MemberDevice } from './support/big-group.ts';

const MEMBERS = 100;
const MESSAGES = 1_000;
/** 1,500 messages in a second. */
const TARGET_MS = (MESSAGES / 1_500) * 1_000;
const TICK_RESOLUTION_MS = 1;
const NANOSECONDS_A_MS = 1e6;
const NONCE_BYTES = 24;

/** What it costs to be in the largest group there may be. */
export const groups: Benchmark = {
  name: 'groups',
  about: `a group of ${MEMBERS} members: a new key for all, and ${MESSAGES} messages`,
  opensWindows: false,
  runs: 7,
  run: async ({ runs }) => {
    await Promise.all([cryptoReady(), zstdReady()]);
    const rounds: Round[] = [];
    // The first only warms up.
    for (let run = 0; run <= runs; run += 1) rounds.push(await round());
    const of = (part: keyof Round): readonly number[] => rounds.slice(1).map((one) => one[part]);
    return {
      measurements: [
        {
          name: 'an admin: a new key, and all that is to be stored',
          unit: 'ms',
          samples: of('rekeyMs'),
          floor: { name: 'an exchange and a cipher for each member', samples: of('sealingMs') },
        },
        {
          name: 'a member: the first look, 100 people into the database',
          unit: 'ms',
          samples: of('joinMs'),
          floor: { name: 'opening keys, info and members', samples: of('openingMs') },
        },
        {
          name: 'a member: a new key, into the database',
          unit: 'ms',
          samples: of('takeKeyMs'),
          floor: { name: 'opening keys, info and members', samples: of('openingMs') },
        },
        {
          name: `a member: ${MESSAGES} messages, into the database`,
          unit: 'ms',
          samples: of('messagesMs'),
          floor: { name: 'opening them alone', samples: of('openingMessagesMs') },
          target: { kind: 'median', atMost: TARGET_MS },
        },
        {
          name: 'p99 of how late a timer is meanwhile',
          unit: 'ms',
          samples: of('lateP99Ms'),
          target: { kind: 'median', atMost: 8 },
        },
      ],
    };
  },
};

interface Round {
  readonly rekeyMs: number;
  readonly sealingMs: number;
  readonly joinMs: number;
  readonly openingMs: number;
  readonly takeKeyMs: number;
  readonly messagesMs: number;
  readonly openingMessagesMs: number;
  readonly lateP99Ms: number;
}

async function round(): Promise<Round> {
  const group = new BigGroup(MEMBERS);
  const member = group.members.at(-1);
  if (member === undefined) throw new RangeError('a group of nobody');
  const device = new MemberDevice(group, member);
  try {
    const joined = group.push();
    const joinMs = await timed(() => device.take(joined));
    if (device.known < MEMBERS - 1) throw new Error(`${device.known} members are known`);
    let rekeyed: Handed = {};
    const rekeyMs = timedSync(() => {
      group.configs.rekey();
      rekeyed = group.push();
    });
    const sealingMs = timedSync(() => seal(group));
    const takeKeyMs = await timed(() => device.take(rekeyed));
    const openingMs = timedSync(() => open(group, member.x25519.secretKey, rekeyed));
    return { rekeyMs, sealingMs, joinMs, takeKeyMs, openingMs, ...(await takeMessages(group, device)) };
  } finally {
    device.close();
  }
}

async function takeMessages(group: BigGroup, device: MemberDevice) {
  const messages = group.messages(MESSAGES);
  const late = monitorEventLoopDelay({ resolution: TICK_RESOLUTION_MS });
  late.enable();
  const messagesMs = await timed(() => device.take({ [GROUP_MESSAGES]: messages }));
  late.disable();
  if (device.told.size !== MESSAGES) throw new Error(`${device.told.size} messages instead of ${MESSAGES}`);
  const openingMessagesMs = timedSync(() => {
    for (const { data: payload } of messages) {
      const { keys } = group.configs.keys;
      const { content, timestampMs } = decodeGroupMessage({ payload, group: group.keys.publicKey, keys });
      checkTimestamps({ sentAtMs: timestampMs, ...signed(content), source: 'swarm' });
    }
  });
  return {
    messagesMs,
    openingMessagesMs,
    lateP99Ms: late.percentile(99) / NANOSECONDS_A_MS - TICK_RESOLUTION_MS,
  };
}

function signed(content: Uint8Array) {
  const { sigTimestampMs } = decodeContent(content);
  return { sigTimestampMs };
}

/** A key for each member, under a secret with each of them. */
function seal({ keys, members }: BigGroup): void {
  const secret = sodium.crypto_sign_ed25519_sk_to_curve25519(keys.secretKey);
  const [key, nonce] = [systemRandom.bytes(32), systemRandom.bytes(NONCE_BYTES)];
  for (const { x25519 } of members) {
    const shared = sodium.crypto_generichash(32, sodium.crypto_scalarmult(secret, x25519.publicKey), null);
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(key, null, null, nonce, shared);
  }
}

/** A member's exchange with the group, one try for each member, and what was stored under the new key. */
function open({ keys, configs, members }: BigGroup, secretKey: Uint8Array, handed: Handed): void {
  const shared = sodium.crypto_scalarmult(
    secretKey,
    sodium.crypto_sign_ed25519_pk_to_curve25519(keys.publicKey),
  );
  const [sealed = new Uint8Array()] = (handed[GROUP_KEYS_NAMESPACE] ?? []).map(({ data }) => data);
  const nonce = sealed.subarray(0, NONCE_BYTES);
  for (let at = 0; at < members.length; at += 1) {
    try {
      sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        null,
        sealed.subarray(at, at + 48),
        null,
        nonce,
        shared,
      );
    } catch {
      // Of another member, as all but one are.
    }
  }
  for (const { namespace, domain } of [GROUP_INFO, GROUP_MEMBERS])
    for (const { data } of handed[namespace] ?? [])
      decodeBencode(plainOf(stripFront(decryptConfig(data, configs.keys.keys, domain))));
}
