import { x25519KeyPair } from '../../../ts/crypto/index.ts';
import { CryptoError } from '../../../ts/crypto/index.ts';
import { encTypeOf, openLayer } from '../../../ts/local-network/onion/layer.ts';
import type { Layer } from '../../../ts/local-network/onion/layer.ts';
import {
  isTargetAllowed,
  PacketError,
  parseEntry,
  parseInstruction,
} from '../../../ts/local-network/onion/packet.ts';
import { decodePeerMessage, encodePeerMessage } from '../../../ts/local-network/onion/peer-message.ts';
import { fromUtf8, toHex } from '../../../ts/util/index.ts';
import { Difference, refused, require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Json, JsonObject } from '../framework/json.ts';
import { jsonEqual } from '../framework/json.ts';
import type { Check } from '../framework/sections.ts';
import type { VectorNode } from './world.ts';
import { nodeWith, publicKey, secretKey } from './world.ts';

/** What an opened layer tells a node, in the words of the vectors. */
export function told(plaintext: Uint8Array): JsonObject {
  const instruction = parseInstruction(plaintext);
  switch (instruction.kind) {
    case 'final': {
      const { kind, body, json, base64 } = instruction;
      return { kind, body: toHex(body), json, base64 };
    }
    case 'relay-server': {
      const { protocol, host, port, target, payload } = instruction;
      return {
        kind: 'relay_server',
        protocol,
        host,
        port,
        target,
        payload: toHex(payload),
        target_allowed: isTargetAllowed(target),
      };
    }
    case 'relay-node': {
      const { nextNode, layer } = instruction;
      return { kind: 'relay_node', next_node: nextNode, ...layerWords(layer) };
    }
  }
}

function layerWords({ ciphertext, encType, ephemeralKey }: Layer): JsonObject {
  return { ciphertext: toHex(ciphertext), enc_type: encType, ephemeral_key: toHex(ephemeralKey) };
}

/** What each hop of a journey is told, and how it opened that. */
export interface Journey {
  readonly hops: readonly JsonObject[];
  /** The plaintext that the last hop opened. */
  readonly last: Uint8Array;
}

/** Carries the body of a POST from hop to hop until one is told to do something else than to pass it on. */
export function travel(
  body: Uint8Array,
  { guard, file }: { readonly guard: VectorNode; readonly file: Given },
): Journey {
  const hops: JsonObject[] = [];
  let at = guard;
  for (let layer: Layer = parseEntry(body); ;) {
    const { plaintext } = openLayer(layer, { publicKey: at.node.x25519, secretKey: at.x25519Secret });
    const hop = told(plaintext);
    hops.push({ ...hop, decrypted_with_ephemeral: toHex(layer.ephemeralKey), enc_type_in: layer.encType });
    const instruction = parseInstruction(plaintext);
    if (instruction.kind !== 'relay-node') return { hops, last: plaintext };
    at = nodeWith(instruction.nextNode, file);
    layer = instruction.layer;
  }
}

/** Compares member by member, so that a failure says which one differs. */
export function expectHop(given: Given, hop: JsonObject): void {
  for (const name of Object.keys(hop)) given.expect(name, hop[name]);
}

/** What a node makes of a layer that was sealed for it. */
export const parsedByNode: Check = (given, file) => {
  given.label('name');
  const node = x25519KeyPair(secretKey(file.member('node_parse_cases').text('node_x25519_sk')));
  const encType = encTypeOf(given.text('enc_type'));
  require(encType !== undefined, 'no encryption that is known');
  const layer = {
    encType,
    ephemeralKey: publicKey(given.text('ephemeral_pk')),
    ciphertext: given.hex('ciphertext'),
  };
  const open = () => openLayer(layer, node).plaintext;
  const result = given.member('result');
  if (result.text('kind') !== 'error') {
    const plaintext = open();
    given.expectHex('decrypted', plaintext);
    expectHop(result, told(plaintext));
  } else if (result.text('error') === 'INVALID_CIPHERTEXT') {
    refused(open, { others: [CryptoError] });
    require(!given.has('decrypted'), 'a plaintext of what cannot be opened');
  } else {
    result.expect('error', 'INVALID_JSON');
    const plaintext = open();
    given.expectHex('decrypted', plaintext);
    refused(() => told(plaintext), { others: [PacketError] });
  }
};

/** An onion request as one node passes it to another. */
export const peerMessage: Check = (given) => {
  const encType = encTypeOf(given.text('enc_type'));
  require(encType !== undefined, 'no encryption that is known');
  const request = {
    ciphertext: given.hex('data'),
    encType,
    ephemeralKey: publicKey(given.text('ephemeral_key')),
    hopNo: given.number('hop_no'),
  };
  given.expectHex('encoded', encodePeerMessage(request));
  const { hopNo, ...layer } = decodePeerMessage(given.hex('encoded'));
  const { ciphertext: data, ...rest } = layerWords(layer);
  for (const [name, value] of Object.entries({ data, ...rest, hop_no: hopNo })) given.expect(name, value);
};

/** Text of bytes, or null when they are none. */
export function textOrNull(bytes: Uint8Array): Json {
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
}

export function sameJson(what: string, expected: Json, actual: Json): void {
  if (!jsonEqual(expected, actual)) throw new Difference(what, expected, actual);
}
