import { beforeAll, describe, expect, test } from 'vitest';

import {
  cryptoReady,
  ed25519PublicKey,
  verify,
  x25519KeyPair,
  x25519PublicKey,
  x25519SecretKey,
} from '../../ts/crypto/index.ts';
import { encTypeOf, openLayer } from '../../ts/local-network/onion/layer.ts';
import type { EncType } from '../../ts/local-network/onion/layer.ts';
import { isTargetAllowed, parseEntry, parseInstruction } from '../../ts/local-network/onion/packet.ts';
import type { Instruction } from '../../ts/local-network/onion/packet.ts';
import { decodePeerMessage, encodePeerMessage } from '../../ts/local-network/onion/peer-message.ts';
import { isAuthentic, SUBACCOUNT_FLAG } from '../../ts/local-network/storage/authentication.ts';
import { dispatch } from '../../ts/local-network/storage/dispatch.ts';
import { accountField } from '../../ts/local-network/storage/fields.ts';
import { messageHash } from '../../ts/local-network/storage/message-hash.ts';
import {
  isPublicInbox,
  isPublicOutbox,
  isReadableByAnybody,
  isReadableWhenRevoked,
} from '../../ts/local-network/storage/namespaces.ts';
import { swarmIdFor, swarmSpace } from '../../ts/local-network/swarm-mapping.ts';
import { NodeIdentity } from '../../ts/local-network/node-identity.ts';
import { fromBase64, fromHex, fromUtf8, toHex, utf8 } from '../../ts/util/index.ts';
import vectors from '../vectors/service-node.json' with { type: 'json' };
import { rpcNode } from './support/rpc-node.ts';

beforeAll(cryptoReady);

const keyPair = (secret: string) => x25519KeyPair(x25519SecretKey(fromHex(secret)));

test.each(vectors.namespace_rules)('rules of namespace $n', (rules) => {
  expect({
    n: rules.n,
    noauth_retrieve: isReadableByAnybody(rules.n),
    public_inbox: isPublicInbox(rules.n),
    public_outbox: isPublicOutbox(rules.n),
    unrevocable: isReadableWhenRevoked(rules.n),
  }).toEqual(rules);
});

test.each(vectors.swarm_mapping)(
  'swarm of $pubkey among $swarm_ids',
  ({ pubkey, swarm_ids, swarm_space, swarm_id }) => {
    const account = fromHex(pubkey);
    const hex16 = (value: bigint | undefined) => value?.toString(16).padStart(16, '0');
    const ids = swarm_ids.map((id) => BigInt(`0x${id}`)).sort((a, b) => (a < b ? -1 : 1));
    expect(hex16(swarmSpace(account))).toBe(swarm_space);
    expect(hex16(swarmIdFor(account, ids))).toBe(swarm_id);
  },
);

test.each(vectors.message_hash)(
  'hash of a message of $pubkey in $namespace',
  ({ pubkey, namespace, data, hash }) => {
    expect(messageHash({ account: fromHex(pubkey), namespace, data: fromHex(data) })).toBe(hash);
  },
);

describe('onion layers', () => {
  test.each(vectors.layer_encryption)('$enc_type to $to_x25519', (layer) => {
    const opened = openLayer(
      {
        encType: encTypeOf(layer.enc_type) as EncType,
        ephemeralKey: x25519PublicKey(fromHex(layer.ephemeral_pk)),
        ciphertext: fromHex(layer.ciphertext),
      },
      keyPair(layer.to_x25519_sk),
    );
    expect(toHex(opened.plaintext)).toBe(layer.plaintext);
    const reply = opened.seal(fromHex(layer.reply.plaintext));
    expect(reply).toHaveLength(fromHex(layer.reply.ciphertext).length);
  });

  test.each(vectors.node_parse_cases.cases)(
    'a node is given: $name',
    ({ ciphertext, enc_type, ephemeral_pk, result }) => {
      const read = () =>
        told(
          openLayer(
            {
              encType: encTypeOf(enc_type) as EncType,
              ephemeralKey: x25519PublicKey(fromHex(ephemeral_pk)),
              ciphertext: fromHex(ciphertext),
            },
            keyPair(vectors.node_parse_cases.node_x25519_sk),
          ).plaintext,
        );
      if (result.kind === 'error') {
        expect(read).toThrow(result.error === 'INVALID_CIPHERTEXT' ? /decrypt-failed/ : /./);
        expect(read).toThrow(
          expect.objectContaining({
            name: result.error === 'INVALID_CIPHERTEXT' ? 'CryptoError' : 'PacketError',
          }),
        );
      } else {
        expect(read()).toEqual(result);
      }
    },
  );

  const journeys = [...vectors.onion_to_node, ...vectors.onion_to_node_xchacha20];
  test.each(journeys)('the journey of a request, hop by hop ($#)', ({ post_body, per_hop }) => {
    let request = parseEntry(fromHex(post_body));
    const route = [...vectors.service_nodes.slice(0, 3), vectors.service_nodes[3]!];
    per_hop.forEach((hop, at) => {
      const { plaintext } = openLayer(request, keyPair(route[at]!.x25519_sk));
      const instruction = parseInstruction(plaintext);
      const { decrypted_with_ephemeral: key, enc_type_in: encType, ...expected } = hop;
      expect(toHex(request.ephemeralKey)).toBe(key);
      expect(request.encType).toBe(encType);
      expect(told(plaintext)).toEqual(expected);
      if (instruction.kind === 'relay-node') request = { ...instruction.layer, hopNo: at + 1 };
    });
    expect.assertions(3 * per_hop.length);
  });

  test.each(vectors.libsession_built)(
    'a request of libsession reaches its $destination ($enc_type)',
    (built) => {
      let request = parseEntry(fromHex(built.body));
      let last: Instruction | undefined;
      for (const node of vectors.service_nodes) {
        last = parseInstruction(openLayer(request, keyPair(node.x25519_sk)).plaintext);
        if (last.kind !== 'relay-node') break;
        request = { ...last.layer, hopNo: 0 };
      }
      if (last?.kind === 'final') expect(toHex(last.body)).toBe(built.payload);
      else
        expect(last?.kind === 'relay-server' && toHex(last.payload)).toBe(built.payload_posted_by_last_hop);
    },
  );

  test.each(vectors.node_to_node_bencode)(
    'from node to node',
    ({ data, enc_type, ephemeral_key, hop_no, encoded }) => {
      const request = {
        ciphertext: fromHex(data),
        encType: encTypeOf(enc_type) as EncType,
        ephemeralKey: x25519PublicKey(fromHex(ephemeral_key)),
        hopNo: hop_no,
      };
      expect(toHex(encodePeerMessage(request))).toBe(encoded);
      expect(decodePeerMessage(fromHex(encoded))).toEqual(request);
    },
  );
});

/** An instruction in the words of the vectors. */
function told(plaintext: Uint8Array) {
  const instruction = parseInstruction(plaintext);
  switch (instruction.kind) {
    case 'final':
      return { ...instruction, body: toHex(instruction.body) };
    case 'relay-server':
      return {
        ...instruction,
        kind: 'relay_server',
        payload: toHex(instruction.payload),
        target_allowed: isTargetAllowed(instruction.target),
      };
    case 'relay-node':
      return {
        kind: 'relay_node',
        next_node: instruction.nextNode,
        ciphertext: toHex(instruction.layer.ciphertext),
        enc_type: instruction.layer.encType,
        ephemeral_key: toHex(instruction.layer.ephemeralKey),
      };
  }
}

describe('signed requests', () => {
  const nowMs = vectors.accounts.network_time_ms;
  const complete = vectors.signed_requests.flatMap((vector) =>
    vector.request === undefined ? [] : [{ ...vector, request: vector.request }],
  );

  test.each(complete)('a node obeys: $name', async ({ request }) => {
    const node = rpcNode({ nowMs });
    const { code, body } = await dispatch(utf8(JSON.stringify(request)), node);
    expect({ code, body }).toMatchObject({ code: 200 });
  });

  const signed = complete.filter(({ request }) => 'signature' in request.params);
  test.each(signed)('and refuses when a character of the signature differs: $name', async ({ request }) => {
    const { signature } = request.params as { readonly signature: string };
    const broken = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const text = JSON.stringify({ ...request, params: { ...request.params, signature: broken } });
    const answer = await dispatch(utf8(text), rpcNode({ nowMs }));
    expect(answer.code).toBe(401);
    expect(answer.body).toMatch(/signature verification failed$/);
  });

  const bare = vectors.signed_requests.filter(({ request }) => request === undefined);
  const { user, group } = vectors.accounts;
  const paramsOf: Readonly<Record<string, readonly [string, object]>> = {
    'delete_before user ns 0': ['delete_before', { before: 1712345678901 }],
    'delete_before user all': ['delete_before', { before: 1712345678901, namespace: 'all' }],
    'expire_all user ns 0': ['expire_all', { expiry: 1712345678906 }],
    'expire with two expiries': [
      'expire',
      {
        expiry: [1712345678906, 1712345678907],
        messages: [
          'o5iz5qKhM/NXDAr1hodWRtIS0PJ9rYmGxrwfsWeeUO8',
          'zXf7RHS3vGUOi7cz14E3iNEYkPU8QmS7fZ5bcgWhdw8',
        ],
      },
    ],
    revoked_subaccounts: ['revoked_subaccounts', { timestamp: 1712345678901 }],
  };

  test.each(bare)('a node obeys: $name', async ({ name, signature, verify_key }) => {
    const [method, params] = paramsOf[name]!;
    const isUser = verify_key === user.ed25519_pk;
    const identity = isUser
      ? { pubkey: user.session_id, pubkey_ed25519: user.ed25519_pk }
      : { pubkey: group.group_id };
    const request = { method, params: { ...identity, ...params, signature } };
    expect(await dispatch(utf8(JSON.stringify(request)), rpcNode({ nowMs }))).toMatchObject({ code: 200 });
  });

  test('the subaccount of the vectors has the flags that its token says', () => {
    const { token, admin_signature_of_token: vouched } = vectors.accounts.subaccount;
    const member = vectors.signed_requests.find(({ name }) => name === 'retrieve group member ns 11')!;
    const { signature } = member.request!.params as { readonly signature: string };
    const claim = (flags: number) =>
      isAuthentic({
        account: accountField({ pubkey: group.group_id }),
        credentials: {
          signature: fromBase64(signature),
          pubkeyEd25519: undefined,
          subaccount: { token: fromHex(token), signature: fromHex(vouched) },
        },
        signed: fromHex(member.signed_message!),
        flags,
        isRevoked: () => false,
      });
    expect(claim(SUBACCOUNT_FLAG.read)).toBe(true);
    expect(claim(SUBACCOUNT_FLAG.read | SUBACCOUNT_FLAG.write)).toBe(true);
    expect(claim(SUBACCOUNT_FLAG.delete)).toBe(false);
  });
});

describe('signatures of answers', () => {
  const destination = vectors.service_nodes[3]!;
  const identity = () => new NodeIdentity(fromHex(destination.ed25519_sk.slice(0, 64)));

  test.each(vectors.response_signatures)('$what', ({ signed_message, signature, node_ed25519 }) => {
    expect(identity().id).toBe(node_ed25519);
    expect(identity().sign(fromHex(signed_message))).toBe(signature);
  });

  test('a node signs the bytes of the vectors when it deletes', async () => {
    const [vector] = vectors.response_signatures.filter(({ what }) => what.startsWith('delete:'));
    const nowMs = vectors.accounts.network_time_ms;
    const node = rpcNode({ nowMs, seed: fromHex(destination.ed25519_sk.slice(0, 64)) });
    const [hash] = vectors.message_hash;
    const owner = vector!.account!;
    node.table.insert(owner, {
      hash: hash!.hash,
      namespace: 0,
      timestamp: nowMs,
      expiry: nowMs + 10_000,
      data: fromHex(hash!.data),
    });
    const requested = fromUtf8(fromHex(vector!.signed_message)).slice(66, 66 + 86);
    const hashes = [requested.slice(0, 43), requested.slice(43)];
    const { deleteMessages } = await import('../../ts/local-network/storage/delete.ts');
    const answer = deleteMessages.apply(
      {
        account: accountField({ pubkey: owner }),
        credentials: { signature: undefined, pubkeyEd25519: undefined, subaccount: undefined },
        hashes,
        required: false,
      },
      node,
    );
    expect(answer).toEqual({ deleted: [hash!.hash], signature: vector!.signature });
    const publicKey = ed25519PublicKey(fromHex(vector!.node_ed25519));
    expect(verify(fromBase64(vector!.signature), fromHex(vector!.signed_message), publicKey)).toBe(true);
  });
});
