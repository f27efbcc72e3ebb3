import type { GroupConversation, Repositories, ContactChange } from '../../store/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';

/** What a person chooses for a group is known to our other devices (spec 03 §8.4). What only people have is left alone. */
export function changeGroup(
  { repositories, configs }: { readonly repositories: Repositories; readonly configs: UserConfigs },
  { id, peerId }: GroupConversation,
  { priority, notify, mutedUntilS }: ContactChange,
): void {
  const settings = {
    ...(priority === undefined ? {} : { priority }),
    ...(notify === undefined ? {} : { notify }),
    ...(mutedUntilS === undefined ? {} : { mutedUntilS }),
  };
  repositories.conversations.update(id, settings);
  configs.groups.updateGroup(peerId, {
    ...settings,
    ...(mutedUntilS === undefined ? {} : { mutedUntilS: mutedUntilS || undefined }),
  });
}
