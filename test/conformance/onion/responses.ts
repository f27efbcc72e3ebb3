import { ed25519PublicKey, verify } from '../../../ts/crypto/index.ts';
import { NodeIdentity } from '../../../ts/local-network/node-identity.ts';
import { parseNodeId } from '../../../ts/network/index.ts';
import type { StorageCall } from '../../../ts/network/index.ts';
import { isSignedBy, signedResult } from '../../../ts/network/storage/response-signatures.ts';
import { bytesEqual } from '../../../ts/util/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';

const HASH_CHARACTERS = 43;
const TIME_CHARACTERS = 13;
const TOKEN_BYTES = 36;

/** A call and what a node says it did. */
interface Done {
  readonly call: StorageCall;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly timestampMs: number;
}

/** The result of a node: it signs these bytes, we expect these bytes, and the signature is the node's. */
export const responseSignature: Check = (given, file) => {
  const message = given.hex('signed_message');
  const signature = given.text('signature');
  const node = parseNodeId(given.text('node_ed25519'));
  require(node !== undefined, 'no node id');
  require(verify(
    given.base64('signature'),
    message,
    ed25519PublicKey(given.hex('node_ed25519')),
  ), 'not signed by the node');
  require(isSignedBy(node, message, signature), 'we do not believe the node');
  given.expect('signature', new NodeIdentity(seedOf(node, file)).sign(message));
  const [kind = ''] = given.text('what').split(':');
  if (kind === 'store') return require(isHash(message), 'not the hash of a message');
  const account = given.text('account');
  const signed = readings(kind, { account, message }).map(({ call, entry, timestampMs }) =>
    signedResult(call, entry, { account, timestampMs }),
  );
  require(signed.some(
    (ours) => ours !== undefined && bytesEqual(ours, message),
  ), 'we expect a node to sign other bytes');
};

function seedOf(node: string, file: Given): Uint8Array {
  const found = file.list('service_nodes').find((one) => one.text('pubkey_ed25519') === node);
  if (found === undefined) throw new VectorError('no service node has this key');
  return found.hex('ed25519_sk').slice(0, 32);
}

function isHash(message: Uint8Array): boolean {
  return /^[A-Za-z0-9+/]{43}$/.test(latin1(message));
}

/** Every way to read the signed bytes of a kind: where one list of hashes ends and the next begins, only the call says. */
function readings(
  kind: string,
  signed: { readonly account: string; readonly message: Uint8Array },
): readonly Done[] {
  const { account, message } = signed;
  const text = latin1(message);
  require(text.startsWith(account), 'the signed message is about another account');
  const rest = text.slice(account.length);
  switch (kind) {
    case 'delete':
      return splits(hashesIn(rest)).map(([hashes, deleted]) => ({
        call: { method: 'delete', hashes },
        entry: { deleted },
        timestampMs: 0,
      }));
    case 'delete_all/delete_before': {
      const timestampMs = Number(rest.slice(0, TIME_CHARACTERS));
      const deleted = hashesIn(rest.slice(TIME_CHARACTERS));
      return [
        { call: { method: 'delete_all', namespace: 'all' }, entry: { deleted }, timestampMs },
        {
          call: { method: 'delete_before', namespace: 'all', beforeMs: timestampMs },
          entry: { deleted },
          timestampMs: 0,
        },
      ];
    }
    case 'expire':
      return expireReadings(rest);
    case 'revoke/unrevoke': {
      const tokens = message.subarray(account.length + TIME_CHARACTERS);
      const timestampMs = Number(rest.slice(0, TIME_CHARACTERS));
      const list = Array.from({ length: tokens.length / TOKEN_BYTES }, (_, at) =>
        tokens.subarray(at * TOKEN_BYTES, (at + 1) * TOKEN_BYTES),
      );
      return (['revoke_subaccount', 'unrevoke_subaccount'] as const).map((method) => ({
        call: { method, tokens: list },
        entry: {},
        timestampMs,
      }));
    }
    default:
      throw new VectorError(`${kind} is no result that is known`);
  }
}

function expireReadings(rest: string): readonly Done[] {
  const expiry = Number(rest.slice(0, TIME_CHARACTERS));
  const unchangedPart = new RegExp(`((?:[A-Za-z0-9+/]{${HASH_CHARACTERS}}\\d{${TIME_CHARACTERS}})*)$`);
  const lists = rest.slice(TIME_CHARACTERS);
  // A hash of digits at its end could pass for a time: every length that leaves whole hashes is tried.
  const [tail = ''] = unchangedPart.exec(lists) ?? [];
  const step = HASH_CHARACTERS + TIME_CHARACTERS;
  const lengths = Array.from({ length: tail.length / step + 1 }, (_, at) => at * step);
  return lengths
    .filter((length) => (lists.length - length) % HASH_CHARACTERS === 0)
    .flatMap((length) => {
      const unchanged = Object.fromEntries(
        Array.from({ length: length / step }, (_, at) => {
          const one = lists.slice(lists.length - length + at * step, lists.length - length + (at + 1) * step);
          return [one.slice(0, HASH_CHARACTERS), Number(one.slice(HASH_CHARACTERS))];
        }),
      );
      return splits(hashesIn(lists.slice(0, lists.length - length))).map(([hashes, updated]) => ({
        call: { method: 'expire' as const, hashes, expiryMs: expiry },
        entry: { expiry, updated, unchanged },
        timestampMs: 0,
      }));
    });
}

function splits<Item>(items: readonly Item[]): readonly (readonly [readonly Item[], readonly Item[]])[] {
  return Array.from({ length: items.length + 1 }, (_, at) => [items.slice(0, at), items.slice(at)] as const);
}

function hashesIn(text: string): readonly string[] {
  require(text.length % HASH_CHARACTERS === 0, 'no list of hashes');
  return Array.from({ length: text.length / HASH_CHARACTERS }, (_, at) =>
    text.slice(at * HASH_CHARACTERS, (at + 1) * HASH_CHARACTERS),
  );
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
