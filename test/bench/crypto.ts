import sodium from 'libsodium-wrappers-sumo';

import { createAccountKeys } from '../../ts/account/index.ts';
import { ed25519KeyPair, ed25519Seed, ed25519ToX25519, encryptXChaCha20 } from '../../ts/crypto/index.ts';
import type { NodeId, ServiceNode } from '../../ts/network/index.ts';
import { buildOnion } from '../../ts/network/onion/build.ts';
import { layerKey } from '../../ts/network/onion/layer.ts';
import { openNodeReply } from '../../ts/network/onion/node-reply.ts';
import { concatBytes, systemRandom, toBase64, toHex, utf8 } from '../../ts/util/index.ts';
import {
  decodeContent,
  decodeDirectMessage,
  encodeContent,
  encodeDirectMessage,
} from '../../ts/wire/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timedSync } from './harness/clock.ts';
import type { Measurement } from './harness/measurement.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog, and nobody on the way can read about it.';
/** Bytes of a request to store a message of this length, and of the answer of a swarm of six. */
const REQUEST_BYTES = 900;
const ANSWER_BYTES = 2_000;
/** Padding goes to multiples of 160; this text makes it one. */
const PADDED_BYTES = 160;
const LAYERS = 4;
const TIMES_A_SAMPLE = 25;
const SAMPLES_A_RUN = 8;

/** What is sealed and opened for each request and message, against the calls of libsodium that this cannot do without. */
export const crypto: Benchmark = {
  name: 'crypto',
  about: 'onion requests and messages, sealed and opened',
  opensWindows: false,
  runs: 7,
  run: async ({ runs }) => {
    await sodium.ready;
    const works = [onionRequest(), onionReply(), messageOut(), messageIn()];
    return { measurements: works.map((work) => measure(work, runs)) };
  },
};

interface Work {
  readonly name: string;
  readonly ours: () => unknown;
  readonly floor: () => unknown;
}

function onionRequest(): Work {
  const request = onionRequestParts();
  const { payload, destination } = request;
  const recipient = destination.node.x25519;
  return {
    name: 'build an onion request, 3 hops',
    ours: () => buildOnion(request),
    floor: () => {
      for (let layer = 0; layer < LAYERS; layer += 1) {
        const secretKey = systemRandom.bytes(32);
        const publicKey = sodium.crypto_scalarmult_base(secretKey);
        const shared = sodium.crypto_scalarmult(secretKey, recipient);
        const key = sodium.crypto_generichash(32, concatBytes(shared, publicKey, recipient), null);
        const nonce = systemRandom.bytes(24);
        sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(payload, null, null, nonce, key);
      }
    },
  };
}

function onionReply(): Work {
  const { replyKey } = buildOnion(onionRequestParts());
  const { shared, ephemeral, recipient } = replyKey.secret;
  const nonce = systemRandom.bytes(24);
  const plaintext = utf8(JSON.stringify({ status: 200, body: { filler: 'x'.repeat(ANSWER_BYTES) } }));
  const sealed = encryptXChaCha20(plaintext, nonce, { key: layerKey(replyKey.secret, replyKey.type) });
  const httpBody = utf8(toBase64(concatBytes(nonce, sealed)));
  return {
    name: 'open an onion reply',
    ours: () => openNodeReply(httpBody, replyKey),
    floor: () => {
      const key = sodium.crypto_generichash(32, concatBytes(shared, ephemeral, recipient), null);
      sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, null, nonce, key);
    },
  };
}

function messageOut(): Work {
  const message = outgoing();
  const padded = systemRandom.bytes(PADDED_BYTES);
  const { secretKey, publicKey } = message.sender;
  return {
    name: 'encode and seal a message',
    ours: () => encodeDirectMessage({ ...message, content: encodeContent(content(message.timestampMs)) }),
    floor: () => {
      const signature = sodium.crypto_sign_detached(
        concatBytes(padded, publicKey, message.recipient),
        secretKey,
      );
      const box = sodium.crypto_box_seed_keypair(systemRandom.bytes(32));
      const nonce = sodium.crypto_generichash(24, concatBytes(box.publicKey, message.recipient), null);
      const signed = concatBytes(padded, publicKey, signature);
      const sealed = sodium.crypto_box_easy(signed, nonce, message.recipient, box.privateKey);
      const once = sodium.crypto_sign_seed_keypair(systemRandom.bytes(32));
      sodium.crypto_sign_detached(sealed, once.privateKey);
    },
  };
}

function messageIn(): Work {
  const recipient = createAccountKeys(systemRandom).x25519;
  const message = { ...outgoing(), recipient: recipient.publicKey };
  const payload = encodeDirectMessage(message);
  const { secretKey, publicKey } = message.sender;
  const signedBytes = concatBytes(systemRandom.bytes(PADDED_BYTES), publicKey, recipient.publicKey);
  const signature = sodium.crypto_sign_detached(signedBytes, secretKey);
  const sealed = sodium.crypto_box_seal(concatBytes(signedBytes, signature), recipient.publicKey);
  return {
    name: 'open and decode a message',
    ours: () => decodeContent(decodeDirectMessage({ payload, recipient }).content),
    floor: () => {
      sodium.crypto_box_seal_open(sealed, recipient.publicKey, recipient.secretKey);
      sodium.crypto_sign_verify_detached(signature, signedBytes, publicKey);
      sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey);
    },
  };
}

/** Both sides in turns, in batches long enough for the clock; the first run only warms up. */
function measure({ name, ours, floor }: Work, runs: number): Measurement {
  const samples: number[] = [];
  const floorSamples: number[] = [];
  for (let sample = 0; sample < (runs + 1) * SAMPLES_A_RUN; sample += 1) {
    const [oursRate, floorRate] = [ratePerSecond(ours), ratePerSecond(floor)];
    if (sample < SAMPLES_A_RUN) continue;
    samples.push(oursRate);
    floorSamples.push(floorRate);
  }
  return {
    name,
    unit: 'per-second',
    samples,
    floor: { name: 'the calls of libsodium alone', samples: floorSamples },
  };
}

function ratePerSecond(work: () => unknown): number {
  const tookMs = timedSync(() => {
    for (let time = 0; time < TIMES_A_SAMPLE; time += 1) work();
  });
  return (TIMES_A_SAMPLE * 1000) / tookMs;
}

function onionRequestParts() {
  return {
    path: [serviceNode(), serviceNode(), serviceNode()],
    destination: { kind: 'node', node: serviceNode() },
    payload: systemRandom.bytes(REQUEST_BYTES),
    random: systemRandom,
  } as const;
}

function serviceNode(): ServiceNode {
  const { publicKey } = ed25519KeyPair(ed25519Seed(systemRandom.bytes(32)));
  return {
    ed25519: toHex(publicKey) as NodeId,
    x25519: ed25519ToX25519(publicKey),
    ip: '127.0.0.1',
    port: 443,
  };
}

function outgoing() {
  const timestampMs = Date.now();
  return {
    content: encodeContent(content(timestampMs)),
    sender: createAccountKeys(systemRandom).ed25519,
    recipient: createAccountKeys(systemRandom).x25519.publicKey,
    timestampMs,
    random: systemRandom,
  };
}

function content(sigTimestampMs: number): Parameters<typeof encodeContent>[0] {
  return { payload: { kind: 'data', body: TEXT, profile: { displayName: 'Alice' } }, sigTimestampMs };
}
