import type { CommunityConversation, ContactChange, Repositories } from '../../store/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';

/** What a person chooses for a room is known to our other devices (spec 03 §8.4). What only people have is left alone. */
export function changeRoom(
  { repositories, configs }: { readonly repositories: Repositories; readonly configs: UserConfigs },
  { id }: Pick<CommunityConversation, 'id'>,
  { priority, notify, mutedUntilS }: ContactChange,
): void {
  const settings = {
    ...(priority === undefined ? {} : { priority }),
    ...(notify === undefined ? {} : { notify }),
    ...(mutedUntilS === undefined ? {} : { mutedUntilS }),
  };
  repositories.conversations.update(id, settings);
  const room = repositories.communities.room(id);
  const server = room && repositories.communities.server(room.serverId);
  if (room === undefined || server === undefined) return;
  configs.groups.updateCommunity(
    { baseUrl: server.baseUrl, room: room.token },
    { ...settings, ...(mutedUntilS === undefined ? {} : { mutedUntilS: mutedUntilS || undefined }) },
  );
}
