import type { VectorKind } from '../framework/kind.ts';
import type { Check } from '../framework/sections.ts';
import { each, parts, single } from '../framework/sections.ts';
import { runGroupScenario } from './group-scenario.ts';
import {
  badCommunityUrl,
  blindedMessage,
  blinding,
  communityUrl,
  emptyMessage,
  encrypt,
  keyConversion,
  multiEncrypt,
  padding,
  sessionBox,
  wrap,
  zstdDecode,
  zstdMustFail,
} from './primitives.ts';
import { USER_OPERATIONS } from './user-operations.ts';
import { runUserScenario } from './user-scenario.ts';

const scenario: Check = (given) =>
  given.text('type') === 'Group' ? runGroupScenario(given) : runUserScenario(given, USER_OPERATIONS);

/** The configs of accounts and groups (spec 03). */
export const config: VectorKind = {
  name: 'config',
  sections: {
    primitives: parts({
      padding: each(padding),
      encrypt: each(encrypt),
      wrap: each(wrap),
      empty_message: single(emptyMessage),
      zstd_decode: each(zstdDecode),
      zstd_must_fail: each(zstdMustFail),
      community_url: each(communityUrl),
      community_url_bad: each(badCommunityUrl),
      session_box: each(sessionBox),
      xed25519: each(keyConversion),
      blinding: each(blinding),
      blinded_message: each(blindedMessage),
      multi_encrypt: each(multiEncrypt),
    }),
    scenarios: each(scenario),
  },
};
