/**
 * Values of which a change need not make a case fail, as patterns of paths (`*` is one name), each with its reason. Expected
 * results are not among them, and must not be.
 */
export const SILENT_LEAVES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  crypto: {
    'a name or a remark': [
      'mnemonic/decode/*/case',
      '*/reject/*/case',
      'group_message/encode_uncompressed_fixed_nonce/*/note',
      'xed25519/verify/*/style',
    ],
    'what must be refused stays so when it is damaged in one more way': [
      'mnemonic/decode/*/words',
      'one_to_one/reject/*/recipient_seed32',
      'group_message/reject/*/group_id',
      '*/reject/*/ciphertext',
      '*/reject/*/encrypted',
      '*/reject/*/key',
      '*/reject/*/key64',
      '*/reject/*/digest',
      'xed25519/verify/*/x25519_public',
      'xed25519/verify/*/message',
      'xed25519/verify/*/signature',
      'blinding/match/*/account_id',
      'blinding/match/*/blinded_id',
      'blinding/match/*/server_public',
    ],
    'one key of several, of which another one fits': ['group_message/*/*/group_keys_newest_first/*'],
    'an input with the same result as its neighbour': [
      'attachment_legacy/padded_size/*/size',
      'password_allowed/*/password',
      'timestamp_rule/*/isCommunity',
      'timestamp_rule/*/sentAtMs',
      'timestamp_rule/*/sigTimestampMs',
    ],
    'of a domain only the first 64 bytes count': ['multi_encrypt/*/domain'],
  },
  onion: {
    'a name or a remark': [
      'onion_to_node/*/from',
      'onion_to_node/*/ephemeral_seeds_in_order/meaning',
      'v4_codec/encode/*/note',
      'signed_requests/*/name',
      'response_signatures/*/what',
      'node_parse_cases/cases/*/name',
    ],
    'what must be refused stays so when it is damaged in one more way': [
      'v4_codec/decode_invalid_utf8/*',
      'node_parse_cases/cases/*/ephemeral_pk',
      'node_parse_cases/cases/*/ciphertext',
    ],
    'an input with the same result as its neighbour': [
      'namespace_rules/*/n',
      'swarm_mapping/*/swarm_ids/*',
      'accounts/network_time_ms',
    ],
    'an address that no vector is sent to': ['service_nodes/*/ip', 'service_nodes/*/port'],
    'part of a request that no signature covers': [
      'signed_requests/*/request/params/last_hash',
      'signed_requests/*/request/params/data',
      'signed_requests/*/request/params/ttl',
      'signed_requests/*/request/params/timestamp',
      'signed_requests/*/request/params/pubkey',
      'signed_requests/*/request/params/params/name_hash',
    ],
  },
  protobuf: {
    'a name or a remark': ['*/*/id', '*/*/note', 'messages/*/sentTo', 'invalid/*/reason'],
    'what must be refused stays so when it is damaged in one more way': ['invalid/*/hex'],
    'a field that is to be ignored': ['decode_only/*/hex'],
  },
  communities: {
    'a name or a remark': ['published_header_vectors/note', '*/*/why'],
    'what must be refused stays so when it is damaged in one more way': [
      'messages_invalid/*/*',
      'inbox_invalid/*/*',
      'libsession_full_url_parse/*/url',
    ],
    'an input with the same result as its neighbour': ['padding/*/plain_len'],
  },
  config: {
    'a name or a remark': ['scenarios/*/name', 'scenarios/*/note', 'scenarios/*/steps/*/what'],
    'what must be refused stays so when it is damaged in one more way': [
      'primitives/zstd_must_fail/*',
      'primitives/community_url_bad/*',
      'scenarios/*/steps/*/msg',
    ],
    'an input with the same result as its neighbour': ['primitives/padding/*/size'],
    'what a step is told to do: some of it shows in no later expectation': [
      'scenarios/*/clock_ms',
      'scenarios/*/steps/*/args/**',
      'scenarios/*/steps/*/device',
      'scenarios/*/steps/*/user',
      'scenarios/*/steps/*/hashes/*',
      'scenarios/*/steps/*/confirm',
      'scenarios/*/steps/*/ms',
    ],
  },
};

/** Whether a change of the value at `path` may stay without consequence in a file of this kind. */
export function isSilent(kind: string, path: readonly string[]): boolean {
  const patterns = Object.values(SILENT_LEAVES[kind] ?? {}).flat();
  return patterns.some((pattern) => matches(pattern.split('/'), path));
}

/** `**` at the end is everything below. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const isDeep = pattern.at(-1) === '**';
  const names = isDeep ? pattern.slice(0, -1) : pattern;
  if (isDeep ? path.length <= names.length : path.length !== names.length) return false;
  return names.every((name, at) => name === '*' || name === path[at]);
}
