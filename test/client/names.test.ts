import { expect, test } from 'vitest';

import { withWorld } from './world.ts';

test('a name leads to its account, and a conversation begins with it', async () => {
  await withWorld(async ({ network, person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    network.registerName('bob-the-builder', bob.id);
    const { accountId } = await alice.client.lookUpName({ name: ' Bob-the-Builder ' });
    expect(accountId).toBe(bob.id);
    alice.send(accountId, 'Found you');
    await bob.received('Found you');
  });
});

test('a name that is none, that nobody has, and one asked for without a network', async () => {
  await withWorld(async ({ network, person }) => {
    const alice = await person('Alice');
    await alice.online();
    const refusal = (name: string): Promise<unknown> =>
      alice.client.lookUpName({ name }).catch((error: unknown) => error);
    expect(await refusal('no name')).toMatchObject({ code: 'name-invalid' });
    expect(await refusal('nobody')).toMatchObject({ code: 'name-not-found' });
    await network.goDark();
    expect(await refusal('nobody')).toMatchObject({ code: 'name-unreachable' });
  });
});
