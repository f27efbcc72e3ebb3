import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import sodium from 'libsodium-wrappers-sumo';

import {
  changesSinceRequest,
  highestSeqno,
  isPostAuthentic,
  postsBeforeRequest,
  readMessages,
  recentPostsRequest,
} from '../../ts/community/index.ts';
import type { CommunityRequest, MessageRow } from '../../ts/community/index.ts';
import { startCommunityServer } from '../../ts/local-network/index.ts';
import type { CommunityControl } from '../../ts/local-network/index.ts';
import { CommunityMember } from '../local-network/support/community-member.ts';
import type { Carry } from '../local-network/support/community-member.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timed } from './harness/clock.ts';
import type { Measurement } from './harness/measurement.ts';
import { sideBySide } from './support/side-by-side.ts';

const POSTS = 100_000;
/** So many are written and signed; they come again and again. */
const DIFFERENT_POSTS = 1_000;
/** Somebody comes back after so many. */
const MISSED = 20_000;
const SMALL_ROOM = 200;
const PAGE = 100;
const LARGEST_PAGE = 256;
const ED25519_PREFIX_CHARACTERS = 2;

/** A room with many posts: a page of it, and the many that somebody missed, from the request to signatures that hold. */
export const largeRoom: Benchmark = {
  name: 'large-room',
  about: `a community room of ${POSTS} posts, read over HTTP`,
  opensWindows: false,
  runs: 20,
  run: async ({ runs }) => {
    await sodium.ready;
    const agent = new Agent({ keepAlive: true });
    const server = await startCommunityServer();
    try {
      furnish(server);
      const scene = { server, agent, runs };
      return {
        measurements: [
          await pageOfLargeRoom(scene),
          await pageAgainstItsBytes(scene),
          await allMissed({ ...scene, runs: Math.max(1, Math.floor(runs / 10)) }),
        ],
      };
    } finally {
      agent.destroy();
      await server.close();
    }
  },
};

interface Scene {
  readonly server: CommunityControl;
  readonly agent: Agent;
  readonly runs: number;
}

/** @param hear gets the body of each answer */
function newReader(
  { server, agent }: Scene,
  hear: (body: Uint8Array) => void = () => undefined,
): CommunityMember {
  return new CommunityMember(server.joinUrl('large'), { carry: kept(server.url, { agent, hear }) });
}

function furnish(server: CommunityControl): void {
  const large = server.createRoom({ token: 'large', name: 'Large' });
  server.createRoom({ token: 'small', name: 'Small' });
  const author = new CommunityMember(large);
  const posts = Array.from({ length: DIFFERENT_POSTS }, (_, at) => ({
    author: author.id,
    ...author.content(`Post number ${at}, about as long as what people write to each other in rooms.`),
  }));
  server.plant('small', posts.slice(0, SMALL_ROOM));
  for (let planted = 0; planted < POSTS; planted += DIFFERENT_POSTS) server.plant('large', posts);
}

/** Whatever a room's size, a page in the middle of its history takes as long. */
async function pageOfLargeRoom(scene: Scene): Promise<Measurement> {
  const reader = newReader(scene);
  const middle = (room: string, id: number) => () =>
    page(reader, postsBeforeRequest(room, id, { limit: PAGE }));
  return sideBySide(
    {
      name: `${PAGE} posts from the middle of the room`,
      ours: middle('large', SMALL_ROOM + POSTS / 2),
      floor: { name: 'the same of a room with 200 posts', run: middle('small', SMALL_ROOM - 1) },
      target: { kind: 'times-floor', atMost: 1.5 },
    },
    scene.runs,
  );
}

/** The newest page, against its bytes from a server that does nothing else, parsed and verified by libsodium alone. */
async function pageAgainstItsBytes(scene: Scene): Promise<Measurement> {
  const newest = recentPostsRequest('large', { limit: PAGE });
  const bytes: Uint8Array[] = [];
  await newReader(scene, (body) => bytes.push(body)).json(newest);
  const reader = newReader(scene);
  return withReplay(bytes, async (url) =>
    sideBySide(
      {
        name: `${PAGE} newest posts, asked for, read, signatures checked`,
        ours: () => page(reader, newest),
        floor: {
          name: 'the same bytes by HTTP, JSON.parse, libsodium',
          run: () => leastOf(url, scene.agent),
        },
        target: { kind: 'times-floor', atMost: 2 },
      },
      scene.runs,
    ),
  );
}

/** The newest changes of the room, page after page to the last. */
async function allMissed(scene: Scene): Promise<Measurement> {
  const { agent, runs } = scene;
  const pages: Uint8Array[] = [];
  await follow(newReader(scene, (body) => pages.push(body)));
  const reader = newReader(scene);
  const [ours, floor]: [number[], number[]] = [[], []];
  await withReplay(pages, async (url) => {
    for (let run = 0; run < runs; run += 1) {
      ours.push(perSecond(await timed(() => follow(reader))));
      floor.push(
        perSecond(
          await timed(async () => {
            for (const _ of pages) await leastOf(url, agent);
          }),
        ),
      );
    }
  });
  return {
    name: `posts a second, catching up with ${MISSED}`,
    unit: 'per-second',
    samples: ours,
    floor: { name: 'the same bytes by HTTP, JSON.parse, libsodium', samples: floor },
    target: { kind: 'times-floor', atMost: 2 },
  };
}

function perSecond(tookMs: number): number {
  return (MISSED * 1_000) / tookMs;
}

async function page(reader: CommunityMember, request: CommunityRequest): Promise<readonly MessageRow[]> {
  return checked(readMessages(await reader.json(request)));
}

async function follow(reader: CommunityMember): Promise<void> {
  let seqno = POSTS - MISSED;
  let rows: readonly MessageRow[];
  do {
    rows = await page(reader, changesSinceRequest('large', seqno, { limit: LARGEST_PAGE }));
    seqno = highestSeqno(rows, seqno);
  } while (rows.length === LARGEST_PAGE);
  if (seqno !== POSTS) throw new Error(`caught up to change ${seqno} only`);
}

function checked(rows: readonly MessageRow[]): readonly MessageRow[] {
  for (const row of rows) {
    if (row.kind !== 'post') throw new Error(`a row is ${row.kind}`);
    const { author, data: paddedContent, signature } = row;
    if (!isPostAuthentic({ author, paddedContent, signature })) throw new Error('a signature does not hold');
  }
  return rows;
}

interface BareRow {
  readonly session_id: string;
  readonly data: string;
  readonly signature: string;
}

/** What nobody can do without: the bytes, their values, the verification. */
async function leastOf(url: string, agent: Agent): Promise<void> {
  const sent = request(url, { agent });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  for (const { session_id: author, data, signature } of JSON.parse(
    (await buffer(answer)).toString(),
  ) as readonly BareRow[]) {
    const isGood = sodium.crypto_sign_verify_detached(
      Buffer.from(signature, 'base64'),
      Buffer.from(data, 'base64'),
      Buffer.from(author.slice(ED25519_PREFIX_CHARACTERS), 'hex'),
    );
    if (!isGood) throw new Error('a signature does not hold');
  }
}

/** A server that hands out these pages one after another, and begins again. */
async function withReplay<Result>(
  pages: readonly Uint8Array[],
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  let at = 0;
  const server: Server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' }).end(pages[at % pages.length]);
    at += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Over connections that are kept. */
function kept(
  baseUrl: string,
  { agent, hear }: { readonly agent: Agent; readonly hear: (body: Uint8Array) => void },
): Carry {
  return async ({ method, endpoint, headers, body }) => {
    const sent = request(baseUrl + endpoint, { method, headers, agent });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const bytes = Uint8Array.from(await buffer(answer));
    hear(bytes);
    const texts = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(texts) as Readonly<Record<string, string>>,
      body: bytes,
    };
  };
}
