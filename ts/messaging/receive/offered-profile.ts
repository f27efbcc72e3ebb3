import { MAX_CONTACT_NAME_BYTES } from '../../config/index.ts';
import type { OfferedProfile, PersonId } from '../../store/index.ts';
import type { Profile } from '../../wire/index.ts';
import { cutToBytes } from '../text/index.ts';

/** No file has a longer one that our file client would follow. */
const MAX_PICTURE_URL_CHARACTERS = 2_048;

/** A sender's profile as the store judges whether it is news (spec 04 §2.6). A picture without its key is
 * none, and a name ends where the name of a contact has to. */
export function offeredProfile(
  accountId: PersonId,
  { profile, profileKey }: { readonly profile: Profile; readonly profileKey: Uint8Array | undefined },
): OfferedProfile {
  const { displayName, updatedAtS = 0, pictureUrl } = profile;
  const isUrl =
    pictureUrl !== undefined && pictureUrl !== '' && pictureUrl.length <= MAX_PICTURE_URL_CHARACTERS;
  const hasPicture = isUrl && profileKey !== undefined;
  return {
    accountId,
    name: cutToBytes(displayName?.trim() ?? '', MAX_CONTACT_NAME_BYTES).trim(),
    picture: hasPicture ? { url: pictureUrl, key: profileKey } : 'none',
    updatedS: inSeconds(updatedAtS),
  };
}

/** Some senders write milliseconds (spec 04 §2.6). */
function inSeconds(time: number): number {
  return time > 1e11 ? Math.floor(time / 1_000) : time;
}
