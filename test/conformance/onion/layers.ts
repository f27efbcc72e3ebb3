import {
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519Seed,
  ed25519ToX25519,
  encryptAesGcm,
  encryptXChaCha20,
  x25519,
  x25519PublicKeyOf,
} from '../../../ts/crypto/index.ts';
import { openLayer as openAtNode } from '../../../ts/local-network/onion/layer.ts';
import { layerKey, openLayer, sealLayer } from '../../../ts/network/onion/layer.ts';
import type { EncryptionType, LayerSecret } from '../../../ts/network/onion/layer.ts';
import { readNodeList } from '../../../ts/network/nodes/node-list.ts';
import { concatBytes } from '../../../ts/util/index.ts';
import { require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';
import { nodeOf, publicKey, scripted, secretKey } from './world.ts';

/** A service node: all its keys follow from one seed, and a node list with it is understood. */
export const serviceNode: Check = async (given) => {
  const secret = given.hex('ed25519_sk');
  const pair = ed25519KeyPair(ed25519Seed(secret.slice(0, 32)));
  given.expectHex('ed25519_sk', pair.secretKey);
  given.expectHex('pubkey_ed25519', pair.publicKey);
  given.expectHex('pubkey_x25519', ed25519ToX25519(pair.publicKey));
  given.expectHex('x25519_sk', ed25519SecretToX25519(pair.secretKey));
  const state = {
    public_ip: given.text('ip'),
    storage_port: given.number('port'),
    pubkey_ed25519: given.text('pubkey_ed25519'),
    pubkey_x25519: given.text('pubkey_x25519'),
  };
  const [node] = await readNodeList({ service_node_states: [state] }, { publicOnly: false });
  require(node?.ip === state.public_ip &&
    node.port === state.storage_port &&
    node.ed25519 === nodeOf(given).node.ed25519, 'a node list with it is not understood');
};

/** The server behind the last hop. */
export const server: Check = (given) => {
  given.expectHex('pubkey_x25519', x25519PublicKeyOf(secretKey(given.text('x25519_sk'))));
};

export function encryptionType(given: Given, name = 'enc_type'): EncryptionType {
  const type = given.text(name);
  require(type === 'aes-gcm' || type === 'xchacha20', `${type} is no encryption that is known`);
  return type;
}

/** A layer, sealed as others do, opened by us and by a node, and a reply to it. */
export const layer: Check = (given) => {
  const type = encryptionType(given);
  const { sealed } = checkSealing(given, type);
  const recipientSecret = secretKey(given.text('to_x25519_sk'));
  given.expectHex('to_x25519', x25519PublicKeyOf(recipientSecret));
  const ephemeral = publicKey(given.text('ephemeral_pk'));
  const recipient = publicKey(given.text('to_x25519'));
  const ciphertext = given.hex('ciphertext');
  const atNode: LayerSecret = { shared: x25519(recipientSecret, ephemeral), ephemeral, recipient };
  given.expectHex('plaintext', openLayer(ciphertext, atNode, type));
  const opened = openAtNode(
    { encType: type, ephemeralKey: ephemeral, ciphertext },
    { publicKey: recipient, secretKey: recipientSecret },
  );
  given.expectHex('plaintext', opened.plaintext);
  checkReply(given.member('reply'), sealed.secret, type);
};

/** Seals `plaintext` with the given key pair and nonce. */
export function checkSealing(
  given: Given,
  type: EncryptionType,
): { readonly sealed: ReturnType<typeof sealLayer> } {
  const sealed = sealLayer(given.hex('plaintext'), publicKey(given.text('to_x25519')), {
    type,
    random: scripted(given.hex('ephemeral_sk'), given.hex('nonce')),
  });
  given.expectHex('ciphertext', sealed.ciphertext);
  given.expectHex('ephemeral_pk', sealed.secret.ephemeral);
  given.expectHex('symmetric_key', layerKey(sealed.secret, type));
  return { sealed };
}

function checkReply(reply: Given, secret: LayerSecret, type: EncryptionType): void {
  const ciphertext = reply.hex('ciphertext');
  reply.expectHex('plaintext', openLayer(ciphertext, secret, type));
  reply.expectHex('ciphertext', sealReply(reply.hex('plaintext'), reply.hex('nonce'), { secret, type }));
}

/** A reply as a destination seals it with this nonce. */
export function sealReply(
  plaintext: Uint8Array,
  nonce: Uint8Array,
  { secret, type }: { readonly secret: LayerSecret; readonly type: EncryptionType },
): Uint8Array {
  const encrypt = type === 'aes-gcm' ? encryptAesGcm : encryptXChaCha20;
  return concatBytes(nonce, encrypt(plaintext, nonce, { key: layerKey(secret, type) }));
}
