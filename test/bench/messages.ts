import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import sodium from 'libsodium-wrappers-sumo';

import { createAccountKeys } from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { concatBytes, systemRandom, WorkerPool } from '../../ts/util/index.ts';
import { decodeContent, encodeContent } from '../../ts/wire/index.ts';
import type { Content } from '../../ts/wire/index.ts';
import { session } from '../../ts/wire/generated/protos.js';
import { decodeProtobuf, encodeProtobuf } from '../../ts/wire/protobuf.ts';
import type { Benchmark } from './harness/benchmark.ts';
import type { Measurement } from './harness/measurement.ts';
import { ingest, waitingMessages } from './support/ingest.ts';
import type { Waiting } from './support/ingest.ts';
import type { IngestTasks } from './support/ingest-worker.ts';
import { sideBySide } from './support/side-by-side.ts';

const MESSAGES = 10_000;
/** 2,000 messages in a second. */
const INGEST_TARGET = { kind: 'median', atMost: 5_000 } as const;
const BATCH = 250;
const PADDED_BYTES = 160;
const CODINGS = 20_000;

/** What waits in a swarm after a holiday, taken in; and the form of messages, written and read. */
export const messages: Benchmark = {
  name: 'messages',
  about: '10,000 waiting messages taken in, contents written and read',
  opensWindows: false,
  runs: 5,
  run: async ({ runs }) => {
    await cryptoReady();
    const waiting = waitingMessages(MESSAGES);
    const ingested = await ingestion(waiting, runs);
    const coded = [];
    for (const comparison of codings()) coded.push(await sideBySide(comparison, runs));
    return { measurements: [...ingested, ...coded], notes: rates(ingested) };
  },
};

async function ingestion(waiting: Waiting, runs: number): Promise<readonly Measurement[]> {
  const threads = availableParallelism();
  const pool = new WorkerPool<IngestTasks>({
    threads,
    startThread: () => new Worker(new URL('./support/ingest-worker.ts', import.meta.url)),
  });
  const floor = { name: 'the calls of libsodium alone, one thread', run: bareCalls() };
  try {
    return [
      await sideBySide(
        {
          name: 'take in 10,000 messages',
          ours: () => expectAll(ingest(waiting)),
          floor,
          target: INGEST_TARGET,
        },
        runs,
      ),
      await sideBySide(
        {
          name: `take in 10,000 messages, ${threads} threads`,
          ours: async () => expectAll(await ingestInPool(waiting, pool)),
          floor,
          target: INGEST_TARGET,
        },
        runs,
      ),
    ];
  } finally {
    await pool.close();
  }
}

async function ingestInPool(
  { recipient, payloads }: Waiting,
  pool: WorkerPool<IngestTasks>,
): Promise<number> {
  const batches = Array.from({ length: Math.ceil(payloads.length / BATCH) }, (_, at) =>
    payloads.slice(at * BATCH, (at + 1) * BATCH),
  );
  const texts = await Promise.all(batches.map((batch) => pool.run('ingest', { recipient, payloads: batch })));
  return texts.reduce((sum, count) => sum + count, 0);
}

function expectAll(texts: number): void {
  if (texts !== MESSAGES) throw new Error(`${texts} messages instead of ${MESSAGES}`);
}

/** Open, verify, convert: for each message what nobody could leave out. */
function bareCalls(): () => void {
  const recipient = createAccountKeys(systemRandom).x25519;
  const { secretKey, publicKey } = createAccountKeys(systemRandom).ed25519;
  const signedBytes = concatBytes(systemRandom.bytes(PADDED_BYTES), publicKey, recipient.publicKey);
  const signature = sodium.crypto_sign_detached(signedBytes, secretKey);
  const sealed = sodium.crypto_box_seal(concatBytes(signedBytes, signature), recipient.publicKey);
  return () => {
    for (let message = 0; message < MESSAGES; message += 1) {
      sodium.crypto_box_seal_open(sealed, recipient.publicKey, recipient.secretKey);
      sodium.crypto_sign_verify_detached(signature, signedBytes, publicKey);
      sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey);
    }
  };
}

function codings() {
  const content: Content = {
    payload: {
      kind: 'data',
      body: 'The quick brown fox jumps over the lazy dog.',
      profile: {
        displayName: 'Alice',
        pictureUrl: 'http://filev2.getsession.org/file/1',
        updatedAtS: 1_700_000_000,
      },
      quote: { sentAtMs: 1_700_000_000_000, author: `05${'ab'.repeat(32)}` },
    },
    sigTimestampMs: 1_700_000_000_001,
  };
  const bytes = encodeContent(content);
  const decoded = decodeProtobuf(session.Content, bytes);
  const repeated = (work: () => unknown) => () => {
    for (let time = 0; time < CODINGS; time += 1) work();
  };
  return [
    {
      name: `write ${CODINGS} contents`,
      ours: repeated(() => encodeContent(content)),
      floor: {
        name: 'the generated code alone',
        run: repeated(() => encodeProtobuf(session.Content, decoded)),
      },
    },
    {
      name: `read ${CODINGS} contents`,
      ours: repeated(() => decodeContent(bytes)),
      floor: {
        name: 'the generated code alone',
        run: repeated(() => decodeProtobuf(session.Content, bytes)),
      },
    },
  ];
}

function rates(measurements: readonly Measurement[]): readonly string[] {
  return measurements.map(({ name, samples }) => {
    const sorted = [...samples].sort((a, b) => a - b);
    const medianMs = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    return `${name}: ${Math.round((MESSAGES * 1_000) / medianMs)} messages a second`;
  });
}
