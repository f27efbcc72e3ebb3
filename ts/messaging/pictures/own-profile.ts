import type { Repositories } from '../../store/index.ts';
import type { DataMessage } from '../../wire/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';

/** Who we are, as visible messages and answers to requests say it (spec 04 §2.6); nothing while there is nothing to say. */
export function ownProfile(
  { account }: Pick<Repositories, 'account'>,
  configs: UserConfigs,
): Pick<DataMessage, 'profile' | 'profileKey'> {
  const displayName = account.get()?.displayName ?? '';
  const { picture, updatedS } = configs.profile.read();
  if (displayName === '' && picture === undefined) return {};
  return {
    profile: {
      ...(displayName === '' ? {} : { displayName }),
      updatedAtS: updatedS,
      pictureUrl: picture?.url,
    },
    profileKey: picture?.key,
  };
}
