import { beforeAll, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { capabilitiesRequest } from '../../../ts/community/index.ts';
import {
  downloadFromRoom,
  type RoomPlace,
  uploadToRoom,
} from '../../../ts/messaging/communities/room-files.ts';
import { CommunityServers } from '../../../ts/messaging/index.ts';
import type { RequestOptions, ServerAnswer, ServerRequest } from '../../../ts/network/index.ts';
import type { Store } from '../../../ts/store/index.ts';
import { silentLog, systemRandom, utf8 } from '../../../ts/util/index.ts';
import { temporaryStore } from '../../store/support.ts';

beforeAll(() => cryptoReady());

const publicKey = Uint8Array.from({ length: 32 }, (_, at) => at + 9);
const server = { baseUrl: 'https://example.org', publicKey, capabilities: ['sogs'] };

interface Asked {
  readonly nonce: string | undefined;
  /** `00` or `15`. */
  readonly as: string | undefined;
  readonly options: RequestOptions | undefined;
}

/** A server that gives these answers, one after another. */
function servers(store: Store, answers: readonly (readonly [status: number, text: string])[]) {
  const asked: Asked[] = [];
  const network = {
    time: { nowMs: () => 1_700_000_000_000 },
    requestServer: (
      _: unknown,
      make: ServerRequest | (() => ServerRequest),
      options?: RequestOptions,
    ): Promise<ServerAnswer> => {
      const { headers } = typeof make === 'function' ? make() : make;
      asked.push({
        nonce: headers['X-SOGS-Nonce'],
        as: headers['X-SOGS-Pubkey']?.slice(0, 2),
        options,
      });
      const [status, text] = answers[asked.length - 1] ?? [500, ''];
      return Promise.resolve({ status, headers: { 'content-type': 'text/plain' }, body: utf8(text) });
    },
  } as never;
  const keys = createAccountKeys(systemRandom);
  const communities = new CommunityServers(
    { store, network, random: systemRandom, log: silentLog, keys },
    { catchUp: () => Promise.resolve() },
  );
  return { communities, asked };
}

const REUSED = [425, 'Invalid authentication: X-SOGS-Nonce cannot be reused'] as const;
const BLIND = [400, 'Invalid authentication: this server requires the use of blinded ids'] as const;
const GOOD = [200, ''] as const;

test('a nonce that was used is followed by another one', async () => {
  const { communities, asked } = servers(temporaryStore(), [REUSED, GOOD]);
  await communities.ask(server, capabilitiesRequest());
  expect(asked).toHaveLength(2);
  expect(asked[0]?.nonce).not.toBe(asked[1]?.nonce);
});

test('what is to be done once is not tried again under another nonce', async () => {
  const { communities, asked } = servers(temporaryStore(), [REUSED, GOOD]);
  await expect(communities.ask(server, capabilitiesRequest(), { isOnce: true })).rejects.toMatchObject({
    code: 'nonce-reused',
  });
  expect(asked).toHaveLength(1);
});

test('a server that turns out to blind is asked as somebody blinded, and that is kept', async () => {
  const store = temporaryStore();
  const { id } = store.communities.putServer(server);
  store.communities.setCapabilities(id, ['sogs']);
  const { communities, asked } = servers(store, [BLIND, GOOD]);
  await communities.ask(server, capabilitiesRequest());
  expect(asked.map(({ as }) => as)).toEqual(['00', '15']);
  expect(store.communities.server(id)?.capabilities).toContain('blind');
});

test('what is refused stays refused, and nothing is asked for ever', async () => {
  const refused = servers(temporaryStore(), [[403, 'Banned'], GOOD]);
  await expect(refused.communities.ask(server, capabilitiesRequest())).rejects.toMatchObject({
    code: 'banned',
  });
  expect(refused.asked).toHaveLength(1);
  const broken = servers(temporaryStore(), [REUSED, REUSED, REUSED, REUSED]);
  await expect(broken.communities.ask(server, capabilitiesRequest())).rejects.toMatchObject({
    code: 'nonce-reused',
  });
  expect(broken.asked).toHaveLength(3);
});

test('a call has ten seconds, a file as long as it moves: half a minute without a byte ends it', async () => {
  const store = temporaryStore();
  const { communities, asked } = servers(store, [GOOD, [200, 'bytes'], [200, '{"id": 7}']]);
  await communities.ask(server, capabilitiesRequest());
  expect(asked[0]?.options).toMatchObject({ timeoutMs: 10_000 });
  const place = { server: { ...server, id: 1 }, room: { token: 'garden' } } as unknown as RoomPlace;
  const { signal } = new AbortController();
  await downloadFromRoom(communities, place, { url: 3, signal });
  await uploadToRoom(communities, place, { content: Uint8Array.of(1), signal }).catch(() => undefined);
  for (const { options } of asked.slice(1))
    expect(options).toMatchObject({ kind: 'files', transfer: { stallMs: 35_000 }, timeoutMs: 600_000 });
  expect(asked).toHaveLength(3);
});
