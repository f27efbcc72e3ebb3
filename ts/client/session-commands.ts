import { containsRecoveryPassword, encodeRecoveryPassword } from '../account/index.ts';
import type {
  CallMediaReport,
  CallSwitches,
  CallView,
  ClearingScope,
  ComposedFiles,
  ComposedText,
  ConversationChange,
  DeletionScope,
  DisappearingChoice,
  FilesForFolder,
  FileSource,
  Invitation,
  OwnReaction,
} from '../messaging/index.ts';
import { toHex } from '../util/index.ts';
import type { AccountSession } from './account-session.ts';
import type { Client } from './client.ts';
import type {
  AccountView,
  AttachmentPart,
  AttachmentQuery,
  AttachmentView,
  ConversationView,
  LinkPreviewView,
  MessageView,
  SavedFilesView,
} from './types.ts';
import type { GroupCommands, GroupMemberChoice, GroupPicture, GroupView, NewGroup } from './group-types.ts';
import type { ViewReader } from './view-reader.ts';

/** Everything that an account does in one stroke: each command has its use case, and its answer is a view. */
export abstract class SessionCommands {
  protected abstract readonly views: ViewReader;

  /** @throws {MessagingError} `no-account` */
  protected abstract requireSession(): AccountSession;

  recoveryPassword(): string {
    return encodeRecoveryPassword(this.requireSession().keys.seed16);
  }

  containsRecoveryPassword({ text }: { readonly text: string }): boolean {
    return containsRecoveryPassword(text, this.recoveryPassword());
  }

  startConversation({ accountId }: { readonly accountId: string }): ConversationView {
    return this.views.conversationView(this.requireSession().startConversation.run(accountId));
  }

  markRead(input: { readonly conversationId: number; readonly upToSentAtMs: number }): void {
    this.views.conversation(input.conversationId);
    this.requireSession().markRead.run(input);
  }

  sendMessage(input: ComposedText): MessageView {
    const session = this.requireSession();
    const message = session.sendText.run(input);
    session.typing.messageWasWritten(input.conversationId);
    return this.views.messageView(message);
  }

  sendInvitation(input: Invitation & { readonly conversationId: number }): MessageView {
    const session = this.requireSession();
    const message = session.sendText.invite(input);
    session.typing.messageWasWritten(input.conversationId);
    return this.views.messageView(message);
  }

  async fetchLinkPreview({
    url,
    isImageWanted = false,
  }: Parameters<Client['fetchLinkPreview']>[0]): Promise<LinkPreviewView> {
    const { image, ...preview } = await this.requireSession().previewLink.run(url, { isImageWanted });
    return { ...preview, ...(image === undefined ? {} : { image }) };
  }

  retryMessage(id: number): MessageView {
    return this.views.messageView(this.requireSession().retryMessage.run(id));
  }

  async sendAttachments(input: ComposedFiles): Promise<MessageView> {
    const session = this.requireSession();
    const message = await session.sendAttachments.run(input);
    session.typing.messageWasWritten(input.conversationId);
    return this.views.messageView(message);
  }

  downloadAttachment(id: number): AttachmentView {
    return this.views.attachmentView(this.requireSession().downloads.run(id));
  }

  cancelDownload(id: number): AttachmentView {
    return this.views.attachmentView(this.requireSession().downloads.cancel(id));
  }

  pauseTransfer(id: number): AttachmentView {
    return this.views.attachmentView(this.requireSession().transfers.pause(id));
  }

  resumeTransfer(id: number): AttachmentView {
    return this.views.attachmentView(this.requireSession().transfers.resume(id));
  }

  async readAttachment({ id, range }: AttachmentQuery): Promise<AttachmentPart> {
    return this.requireSession().attachments.read(id, range);
  }

  openAttachment(id: number): AsyncIterable<Uint8Array> {
    return this.requireSession().attachments.stream(id);
  }

  async saveAttachment({ id, path }: { readonly id: number; readonly path: string }): Promise<void> {
    await this.requireSession().attachments.save(id, path);
  }

  async saveAttachments(chosen: FilesForFolder): Promise<SavedFilesView> {
    return this.requireSession().saveAttachments.run(chosen);
  }

  async setProfilePicture(source: FileSource): Promise<AccountView> {
    const session = this.requireSession();
    await session.pictures.set(source);
    return this.views.ownView();
  }

  removeProfilePicture(): AccountView {
    this.requireSession().pictures.remove();
    return this.views.ownView();
  }

  async readPicture(accountId: string): Promise<Uint8Array> {
    return this.requireSession().pictures.read(accountId);
  }

  deleteMessages(input: { readonly ids: readonly number[]; readonly scope: DeletionScope }): void {
    this.requireSession().deleteMessages.run(input);
  }

  react(reaction: OwnReaction): void {
    this.requireSession().react.run(reaction);
  }

  setTyping(input: { readonly conversationId: number; readonly isTyping: boolean }): void {
    this.requireSession().typing.run(input);
  }

  changeConversation({ id, change }: { readonly id: number; readonly change: ConversationChange }): void {
    this.requireSession().contacts.change(id, change);
  }

  acceptRequest(conversationId: number): void {
    const session = this.requireSession();
    if (this.isGroup(conversationId)) session.answerGroup.accept(conversationId);
    else session.contacts.accept(conversationId);
  }

  declineRequest(conversationId: number): void {
    const session = this.requireSession();
    if (this.isGroup(conversationId)) session.answerGroup.decline(conversationId);
    else session.contacts.decline(conversationId);
  }

  setBlocked({ id, isBlocked }: { readonly id: number; readonly isBlocked: boolean }): void {
    this.requireSession().contacts.setBlocked(id, isBlocked);
  }

  deleteConversation(id: number): void {
    const session = this.requireSession();
    const { kind } = this.views.conversation(id);
    if (kind === 'group') session.answerGroup.leave(id);
    else if (kind === 'community') session.communities.leave(id);
    else session.contacts.deleteConversation(id);
  }

  deleteContact(id: number): void {
    this.requireSession().contacts.deleteContact(id);
  }

  clearMessages(conversationId: number, scope?: ClearingScope): void {
    this.requireSession().clearMessages.run(conversationId, scope);
  }

  createGroup(input: NewGroup): ConversationView {
    return this.views.conversationView(this.requireSession().createGroup.run(input));
  }

  group(conversationId: number): GroupView {
    return this.views.groupView(conversationId, this.requireSession());
  }

  describeGroup(input: Parameters<GroupCommands['describeGroup']>[0]): void {
    this.requireSession().changeGroup.describe(input);
  }

  async setGroupPicture({ conversationId, ...source }: GroupPicture): Promise<void> {
    await this.requireSession().changeGroup.setPicture(conversationId, source);
  }

  removeGroupPicture(conversationId: number): void {
    this.requireSession().changeGroup.removePicture(conversationId);
  }

  inviteToGroup(input: Parameters<GroupCommands['inviteToGroup']>[0]): void {
    this.requireSession().changeGroup.invite(input);
  }

  resendGroupInvitations(input: GroupMemberChoice): void {
    this.requireSession().changeGroup.resend(input);
  }

  promoteInGroup(input: GroupMemberChoice): void {
    this.requireSession().changeGroup.promote(input);
  }

  removeFromGroup(input: Parameters<GroupCommands['removeFromGroup']>[0]): void {
    this.requireSession().changeGroup.remove(input);
  }

  clearGroupForEveryone(conversationId: number): void {
    this.requireSession().changeGroup.clearForEveryone(conversationId);
  }

  destroyGroup(conversationId: number): void {
    this.requireSession().changeGroup.destroy(conversationId);
  }

  leaveGroup(conversationId: number): void {
    this.requireSession().answerGroup.leave(conversationId);
  }

  recreateGroup(conversationId: number): ConversationView {
    return this.views.conversationView(this.requireSession().recreateGroup.run(conversationId));
  }

  private isGroup(conversationId: number): boolean {
    return this.views.conversation(conversationId).kind === 'group';
  }

  async clearRequests(): Promise<void> {
    await this.requireSession().contacts.declineAll();
  }

  setDisappearing(choice: DisappearingChoice): void {
    this.requireSession().setDisappearing.run(choice);
  }

  noteMediaSaved(messageId: number): void {
    this.requireSession().noteMediaSaved.run(messageId);
  }

  currentCall(): CallView | undefined {
    return this.requireSession().calls.current();
  }

  startCall({ conversationId }: { readonly conversationId: number }): CallView {
    return this.requireSession().calls.call(conversationId);
  }

  acceptCall({ uuid }: { readonly uuid: string }): void {
    this.requireSession().calls.accept(uuid);
  }

  declineCall({ uuid }: { readonly uuid: string }): void {
    this.requireSession().calls.decline(uuid);
  }

  hangUpCall({ uuid }: { readonly uuid: string }): void {
    this.requireSession().calls.hangUp(uuid);
  }

  dismissCall(): void {
    this.requireSession().calls.dismiss();
  }

  setCallSwitches(input: { readonly uuid: string } & Partial<CallSwitches>): void {
    this.requireSession().calls.setSwitches(input);
  }

  reportCallMedia(report: CallMediaReport): void {
    this.requireSession().calls.report(report);
  }

  recoveryCode(): string {
    return toHex(this.requireSession().keys.seed16);
  }
}
