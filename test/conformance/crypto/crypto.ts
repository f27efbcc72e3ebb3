import type { VectorKind } from '../framework/kind.ts';
import { each, notYet, parts } from '../framework/sections.ts';
import { storedHash } from '../onion/swarms.ts';
import { blindingKeys, match, sign15, sign25 } from './blinding.ts';
import { multiEncrypt, onsRecord } from './formats.ts';
import {
  account,
  mnemonicDecode,
  mnemonicEncode,
  publicConversion,
  versionBlind,
  xed25519Verify,
} from './identity.ts';
import {
  decrypt,
  deterministicEncrypt,
  groupDecrypt,
  groupEncode,
  groupReject,
  pad,
  rejectDirect,
  timestampRule,
  unpad,
  wireDirect,
} from './messages.ts';

/** Accounts, messages, files: everything that is encrypted or signed (spec 01). */
export const crypto: VectorKind = {
  name: 'crypto',
  sections: {
    accounts: each(account),
    mnemonic: parts({ encode: each(mnemonicEncode), decode: each(mnemonicDecode) }),
    padding160: parts({ pad: each(pad), unpad: each(unpad) }),
    one_to_one: parts({
      deterministic_encrypt: each(deterministicEncrypt),
      decrypt: each(decrypt),
      reject: each(rejectDirect),
    }),
    wire_one_to_one: each(wireDirect),
    group_message: parts({
      encode_uncompressed_fixed_nonce: each(groupEncode),
      decrypt: each(groupDecrypt),
      reject: each(groupReject),
    }),
    blinding: parts({
      keys: each(blindingKeys),
      sign15: each(sign15),
      sign25: each(sign25),
      match: each(match),
      inbox: notYet('not landed'),
    }),
    xed25519: parts({ public_conversion: each(publicConversion), verify: each(xed25519Verify) }),
    version_blind: each(versionBlind),
    attachment_legacy: notYet('not landed'),
    attachment_stream: notYet('not landed'),
    profile_picture_gcm: notYet('not landed'),
    multi_encrypt: each(multiEncrypt),
    message_hash: each(storedHash),
    push_payload: notYet('not landed'),
    ons: each(onsRecord),
    historical_pow: notYet('not landed'),
    password_allowed: notYet('not landed'),
    timestamp_rule: each(timestampRule),
  },
};
