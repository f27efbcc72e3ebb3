import type { VectorKind } from './framework/kind.ts';
import { notYet } from './framework/sections.ts';

function allNotYet(
  name: string,
  { sections, why }: { readonly sections: readonly string[]; readonly why: string },
): VectorKind {
  return { name, sections: Object.fromEntries(sections.map((section) => [section, notYet(why)])) };
}

/** The second version of the protocol. */
export const protocolV2 = allNotYet('protocol-v2', {
  why: 'protocol v2 is not implemented yet',
  sections: [
    'accounts',
    'key_expansion',
    'account_pubkey_message',
    'messages_v2',
    'padding_table',
    'group_identifier',
    'device_group_messages',
    'link_request',
    'sas_index_vectors',
    'account_key_rotation',
    'ml_kem_768_nist_acvp',
    'xwing_draft_vector',
  ],
});

/** Session Pro. */
export const sessionPro = allNotYet('pro', {
  why: 'Session Pro is not implemented yet',
  sections: [
    'master_key',
    'rotating_seed',
    'wire_2026_07',
    'config_credential',
    'wire_2026_03',
    'protobuf',
    'plan_codes',
    'character_count',
    'revocation',
  ],
});
