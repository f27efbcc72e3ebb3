import { afterEach, beforeEach, expect, test } from 'vitest';

import { accountId, createSubaccount, subaccountToken } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { NAMESPACE } from '../../../ts/network/index.ts';
import type { AccountAuth, MemberAuth, Network } from '../../../ts/network/index.ts';
import { fromUtf8, toHex, utf8 } from '../../../ts/util/index.ts';
import { World, account } from '../world.ts';

await cryptoReady();

let world: World;
let network: Network;

beforeEach(async () => {
  world = await World.start();
  network = world.client();
});
afterEach(() => world.end());

const { ed25519: group } = account(7);
const admin: AccountAuth = { account: `03${toHex(group.publicKey)}`, ed25519: group };
const alice = account(8);
const membership = { group, member: accountId(alice.account) };
const member: MemberAuth = {
  account: admin.account,
  member: alice.ed25519,
  authData: createSubaccount(membership),
};

function store(auth: AccountAuth | MemberAuth, namespace: number, text: string) {
  return network.store({ account: admin.account, namespace, data: utf8(text), ttlMs: 60_000, auth });
}

async function read(namespace: number): Promise<string[]> {
  const [node] = await network.swarmOf(admin.account);
  const request = { account: admin.account, auth: member, queries: [{ namespace }], node: node! };
  const [page] = await network.retrieve(request);
  return page!.messages.map(({ data }) => fromUtf8(data));
}

test('a member writes to a group and reads what others wrote', async () => {
  await store(admin, NAMESPACE.groupMessages, 'welcome');
  await store(member, NAMESPACE.groupMessages, 'thank you');
  await expect(read(NAMESPACE.groupMessages)).resolves.toEqual(['welcome', 'thank you']);
});

test('a member who was removed reads nothing but that', async () => {
  await store(admin, NAMESPACE.revokedGroupMessages, 'you were removed');
  await network.call({
    auth: admin,
    call: { method: 'revoke_subaccount', tokens: [subaccountToken(membership)] },
  });
  await expect(read(NAMESPACE.groupMessages)).rejects.toThrow('unauthorized');
  await expect(store(member, NAMESPACE.groupMessages, 'let me in')).rejects.toThrow('unauthorized');
  await expect(read(NAMESPACE.revokedGroupMessages)).resolves.toEqual(['you were removed']);
});

test('a member cannot delete, which is the admins’ right', async () => {
  const { hash } = await store(admin, NAMESPACE.groupMessages, 'welcome');
  const call = { method: 'delete', hashes: [hash] } as const;
  await expect(network.call({ auth: member, call })).rejects.toThrow('unauthorized');
  await expect(network.call({ auth: admin, call })).resolves.toBeDefined();
});
