import { communityUrl } from '../config/index.ts';
import type { ModerationOutcome, RoomOffer } from '../messaging/index.ts';
import { SessionCommands } from './session-commands.ts';
import type {
  CommunityCommands,
  CommunitySettingsView,
  MemberRightsView,
  RoomDirectoryView,
  RoomMemberChoice,
  RoomPersonView,
  RoomPicture,
  RoomPreviewView,
  RoomView,
} from './community-types.ts';
import type { ConversationView } from './types.ts';

/** What a person does with rooms of communities. */
export abstract class CommunityClient extends SessionCommands implements CommunityCommands {
  async previewCommunity({ url }: { readonly url: string }): Promise<RoomPreviewView> {
    return this.previewOf(await this.rooms().preview(url));
  }

  async communityRoomPicture({ url }: { readonly url: string }): Promise<Uint8Array> {
    return this.rooms().picture(url);
  }

  async communityRooms({ url }: { readonly url?: string | undefined }): Promise<RoomDirectoryView> {
    const { baseUrl, isOfficial, offers } = await this.rooms().directory(url);
    return { serverUrl: baseUrl, isOfficial, rooms: offers.map((offer) => this.previewOf(offer)) };
  }

  async joinCommunity({ url }: { readonly url: string }): Promise<ConversationView> {
    return this.views.conversationView(await this.rooms().join(url));
  }

  community(conversationId: number): RoomView {
    this.requireSession();
    return this.views.roomView(conversationId);
  }

  leaveCommunity(conversationId: number): void {
    this.rooms().leave(conversationId);
  }

  async loadOlderPosts(conversationId: number): Promise<{ readonly hasOlder: boolean }> {
    return this.rooms().loadOlder(conversationId);
  }

  refreshCommunity(conversationId: number): void {
    this.rooms().refresh(conversationId);
  }

  async editPost({
    messageId,
    text,
  }: Parameters<CommunityCommands['editPost']>[0]): Promise<ModerationOutcome> {
    return this.acting().edit(messageId, text);
  }

  async deleteAllPostsOf(
    input: Parameters<CommunityCommands['deleteAllPostsOf']>[0],
  ): Promise<ModerationOutcome> {
    return this.acting().deleteAllOf(input);
  }

  async banFromCommunity(
    input: Parameters<CommunityCommands['banFromCommunity']>[0],
  ): Promise<ModerationOutcome> {
    return this.acting().ban(input);
  }

  async unbanFromCommunity(
    input: Parameters<CommunityCommands['unbanFromCommunity']>[0],
  ): Promise<ModerationOutcome> {
    return this.acting().unban(input);
  }

  async communityMemberRights(member: RoomMemberChoice): Promise<MemberRightsView> {
    return this.rooms().rightsOf(member);
  }

  async setCommunityMemberRights(
    input: Parameters<CommunityCommands['setCommunityMemberRights']>[0],
  ): Promise<ModerationOutcome> {
    return this.acting().setRights(input);
  }

  async setCommunityRole(
    input: Parameters<CommunityCommands['setCommunityRole']>[0],
  ): Promise<ModerationOutcome> {
    return this.acting().setRole(input);
  }

  async describeCommunity({
    defaults,
    ...input
  }: Parameters<CommunityCommands['describeCommunity']>[0]): Promise<ModerationOutcome> {
    return this.acting().describe({ ...input, defaults: defaults && { ...defaults } });
  }

  async setCommunityPicture({ conversationId, ...source }: RoomPicture): Promise<ModerationOutcome> {
    return this.acting().setPicture(conversationId, source);
  }

  async pinPost(messageId: number): Promise<ModerationOutcome> {
    return this.acting().pin(messageId);
  }

  async unpinPosts({
    conversationId,
    serverId,
  }: Parameters<CommunityCommands['unpinPosts']>[0]): Promise<ModerationOutcome> {
    return this.acting().unpin(conversationId, serverId);
  }

  async clearPostReactions({
    messageId,
    emoji,
  }: Parameters<CommunityCommands['clearPostReactions']>[0]): Promise<ModerationOutcome> {
    return this.acting().clearReactions(messageId, emoji);
  }

  async postReactors({
    messageId,
    emoji,
  }: Parameters<CommunityCommands['postReactors']>[0]): ReturnType<CommunityCommands['postReactors']> {
    const { conversationId, reactors } = await this.rooms().reactors(messageId, emoji);
    return reactors.map(({ id, atMs }) => ({ ...this.views.roomPerson(conversationId, id), atMs }));
  }

  communityPeople({
    conversationId,
    text = '',
    limit,
  }: Parameters<CommunityCommands['communityPeople']>[0]): readonly RoomPersonView[] {
    const begin = text.trim().toLocaleLowerCase();
    return this.rooms()
      .people(conversationId)
      .map((id) => this.views.roomPerson(conversationId, id))
      .filter(({ name, isUs }) => !isUs && name.toLocaleLowerCase().startsWith(begin))
      .slice(0, limit);
  }

  writeToCommunityMember(input: RoomMemberChoice): ConversationView {
    return this.views.conversationView(this.rooms().writeTo(input));
  }

  inviteToCommunity({
    conversationId,
    accountIds,
  }: Parameters<CommunityCommands['inviteToCommunity']>[0]): void {
    const { url } = this.community(conversationId);
    this.rooms().invite(conversationId, { url, accountIds });
  }

  communitySettings(): CommunitySettingsView {
    return { trimsOldMessages: this.rooms().trims() };
  }

  setCommunitySettings({ trimsOldMessages }: Partial<CommunitySettingsView>): CommunitySettingsView {
    if (trimsOldMessages !== undefined) this.rooms().setTrims(trimsOldMessages);
    return this.communitySettings();
  }

  private rooms() {
    return this.requireSession().communities;
  }

  private acting() {
    return this.requireSession().actInRoom;
  }

  private previewOf(offer: RoomOffer): RoomPreviewView {
    const { server, room } = offer;
    const joined = this.rooms().joined(offer);
    const { read, write, upload } = room.rights;
    const { baseUrl, publicKey } = server;
    return {
      url: communityUrl({ baseUrl, publicKey, room: room.token }),
      serverUrl: baseUrl,
      room: room.token,
      name: room.name,
      description: room.description ?? '',
      activeUsers: room.activeUsers,
      rights: { read, write, upload },
      hasPicture: room.imageId !== undefined,
      ...(joined === undefined ? {} : { conversationId: joined.id }),
    };
  }
}
