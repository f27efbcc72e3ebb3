import type { VectorKind } from '../framework/kind.ts';
import { each, parts, shared } from '../framework/sections.ts';
import { storedHash } from '../onion/swarms.ts';
import { blindingKeys, inbox, match, sign15, sign25 } from './blinding.ts';
import {
  legacyFile,
  legacyReject,
  legacySize,
  picture,
  streamFile,
  streamReject,
  streamSize,
} from './files.ts';
import { historicalProofOfWork, multiEncrypt, officialPassword, onsRecord, pushPayload } from './formats.ts';
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
      inbox: each(inbox),
    }),
    xed25519: parts({ public_conversion: each(publicConversion), verify: each(xed25519Verify) }),
    version_blind: each(versionBlind),
    attachment_legacy: parts({
      padded_size: each(legacySize),
      cases: each(legacyFile),
      reject: each(legacyReject),
    }),
    attachment_stream: parts({
      data_rule: shared,
      encrypted_size: each(streamSize),
      cases: each(streamFile),
      reject: each(streamReject),
    }),
    profile_picture_gcm: each(picture),
    multi_encrypt: each(multiEncrypt),
    message_hash: each(storedHash),
    push_payload: each(pushPayload),
    ons: each(onsRecord),
    historical_pow: each(historicalProofOfWork),
    password_allowed: each(officialPassword),
    timestamp_rule: each(timestampRule),
  },
};
