import type { AccountId } from '../../account/index.ts';
import type { OfferedProfile } from '../../store/index.ts';
import type { Profile } from '../../wire/index.ts';

/** A sender's profile as the store judges whether it is news (spec 04 §2.6). A picture without its key is none. */
export function offeredProfile(
  accountId: AccountId,
  { profile, profileKey }: { readonly profile: Profile; readonly profileKey: Uint8Array | undefined },
): OfferedProfile {
  const { displayName, updatedAtS = 0, pictureUrl } = profile;
  const hasPicture = pictureUrl !== undefined && pictureUrl !== '' && profileKey !== undefined;
  return {
    accountId,
    name: displayName?.trim() ?? '',
    picture: hasPicture ? { url: pictureUrl, key: profileKey } : 'none',
    updatedS: inSeconds(updatedAtS),
  };
}

/** Some senders write milliseconds (spec 04 §2.6). */
function inSeconds(time: number): number {
  return time > 1e11 ? Math.floor(time / 1_000) : time;
}
