import { useEffect, useRef } from 'react';

import { useAppSelector } from '../../app/hooks.ts';
import { BackupDialog } from '../backup/backup-dialog.tsx';
import { RestoreBackupDialog } from '../backup/restore-backup-dialog.tsx';
import { focusComposer } from '../composer/focus-composer.ts';
import { ConversationQuestionDialog } from '../conversation-settings/conversation-question.tsx';
import { ConversationSettingsDialog } from '../conversation-settings/conversation-settings-dialog.tsx';
import { ExportDialog } from '../conversation-settings/export-dialog.tsx';
import { NicknameDialog } from '../conversation-settings/nickname-dialog.tsx';
import { AddAdminsDialog, RemoveAdminsDialog } from '../communities/admin-dialogs.tsx';
import { BanDialog, UnbanDialog } from '../communities/ban-dialogs.tsx';
import { WhisperDialog } from '../communities/whisper-dialog.tsx';
import { MemberRightsDialog } from '../communities/member-rights-dialog.tsx';
import { CommunityPictureDialog } from '../communities/community-picture-dialog.tsx';
import { EditCommunityDialog } from '../communities/edit-community-dialog.tsx';
import { InviteToCommunityDialog } from '../communities/invite-to-community-dialog.tsx';
import { JoinCommunityDialog } from '../communities/join-community-dialog.tsx';
import { PinnedPostsDialog } from '../communities/pinned-posts.tsx';
import { ClearReactionsDialog, DeleteAllPostsDialog } from '../communities/post-questions.tsx';
import { RoomPeopleDialog } from '../communities/room-people-dialog.tsx';
import { PinsFullDialog } from '../conversations/dialogs/pins-full-dialog.tsx';
import { UserProfileDialog } from '../conversations/dialogs/user-profile-dialog.tsx';
import { ClearGroupDialog } from '../groups/clear-group-dialog.tsx';
import { EditGroupDialog } from '../groups/edit-group-dialog.tsx';
import { GroupPictureDialog } from '../groups/group-picture-dialog.tsx';
import { InviteDialog } from '../groups/invite-dialog.tsx';
import { PromoteDialog, RemoveDialog } from '../groups/member-questions.tsx';
import { MembersDialog } from '../groups/members-dialog.tsx';
import { RecreateDialog } from '../groups/recreate-dialog.tsx';
import { ClearLogDialog } from '../log/clear-log-dialog.tsx';
import { DebugDialog } from '../debug/debug-dialog.tsx';
import { ForwardDialog } from '../forward/forward-dialog.tsx';
import { OpenLinkDialog } from '../links/open-link-dialog.tsx';
import { PathDialog } from '../network/path-dialog.tsx';
import { EditProfileDialog } from '../profile/edit-profile-dialog.tsx';
import { PictureDialog } from '../profile/picture-dialog.tsx';
import { ClearRequestsDialog } from '../requests/clear-requests-dialog.tsx';
import { QuickSwitcher } from '../search/quick-switcher.tsx';
import { ClearDataDialog } from '../settings/clear-data-dialog.tsx';
import { EnableCallsDialog } from '../settings/enable-calls-dialog.tsx';
import { HideRecoveryPasswordDialog } from '../settings/hide-recovery-password-dialog.tsx';
import { UnblockContactsDialog } from '../settings/unblock-contacts-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { ShortcutsDialog } from '../shell/shortcuts-dialog.tsx';
import { ClearDeviceDialog } from './clear-device-dialog.tsx';
import { ReactionsDialog } from '../conversation/reactions-dialog.tsx';
import { Lightbox } from '../media/lightbox/lightbox.tsx';
import { SaveAllDangerousDialog, SaveDangerousDialog, TrustMediaDialog } from '../media/media-dialogs.tsx';
import { DeclineRequestDialog, FollowSettingDialog, UnblockDialog } from './conversation-dialogs.tsx';
import { DeleteMessagesDialog } from './delete-messages-dialog.tsx';
import { type DialogDescription, selectDialogCount, selectTopDialog } from './dialogs-slice.ts';
import { EnableLinkPreviewsDialog } from './enable-link-previews-dialog.tsx';
import { LeaveOnboardingDialog } from './leave-onboarding-dialog.tsx';
import { MessageTooLongDialog } from './message-too-long-dialog.tsx';
import { OpenUrlDialog } from './open-url-dialog.tsx';
import { SendRecoveryPasswordDialog } from './send-recovery-password-dialog.tsx';
import { TermsDialog } from './terms-dialog.tsx';

/** Shows the dialog on top, and gives the focus back when the last one goes. */
export function DialogHost() {
  const top = useAppSelector(selectTopDialog);
  const count = useAppSelector(selectDialogCount);
  const isOpen = count > 0;
  useReturnedFocus(isOpen);
  return top === undefined ? undefined : (
    <TopDialog key={`${count} ${top.kind}`} dialog={top} depth={count} />
  );
}

function TopDialog({ dialog, depth }: { readonly dialog: DialogDescription; readonly depth: number }) {
  switch (dialog.kind) {
    case 'settings':
      return <SettingsDialog page={dialog.page} />;
    case 'path':
      return <PathDialog hasBack={depth > 1} />;
    case 'terms':
      return <TermsDialog />;
    case 'leave-onboarding':
      return <LeaveOnboardingDialog flow={dialog.flow} />;
    case 'clear-device':
      return <ClearDeviceDialog />;
    case 'open-url':
      return <OpenUrlDialog url={dialog.url} />;
    case 'message-too-long':
      return <MessageTooLongDialog />;
    case 'delete-messages':
      return <DeleteMessagesDialog messageIds={dialog.messageIds} />;
    case 'trust-media':
      return <TrustMediaDialog conversationId={dialog.conversationId} attachmentIds={dialog.attachmentIds} />;
    case 'save-dangerous':
      return <SaveDangerousDialog file={dialog.file} />;
    case 'follow-setting':
      return <FollowSettingDialog conversationId={dialog.conversationId} timer={dialog.timer} />;
    case 'decline-request':
      return <DeclineRequestDialog conversationId={dialog.conversationId} blocks={dialog.blocks} />;
    case 'unblock':
      return <UnblockDialog conversationId={dialog.conversationId} />;
    case 'reactions':
      return <ReactionsDialog messageId={dialog.messageId} emoji={dialog.emoji} />;
    case 'lightbox':
      return <Lightbox {...dialog} />;
    case 'enable-link-previews':
      return <EnableLinkPreviewsDialog />;
    case 'send-recovery-password':
      return <SendRecoveryPasswordDialog conversationId={dialog.conversationId} />;
    case 'backup':
      return <BackupDialog />;
    case 'restore-backup':
      return <RestoreBackupDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'conversation-settings':
      return <ConversationSettingsDialog conversationId={dialog.conversationId} page={dialog.page} />;
    case 'conversation-question':
      return <ConversationQuestionDialog conversationId={dialog.conversationId} question={dialog.question} />;
    case 'nickname':
      return <NicknameDialog conversationId={dialog.conversationId} />;
    case 'export-conversation':
      return <ExportDialog conversationId={dialog.conversationId} />;
    case 'edit-profile':
      return <EditProfileDialog />;
    case 'profile-picture':
      return <PictureDialog />;
    case 'enable-calls':
      return <EnableCallsDialog />;
    case 'hide-recovery-password':
      return <HideRecoveryPasswordDialog />;
    case 'clear-data':
      return <ClearDataDialog />;
    case 'unblock-contacts':
      return <UnblockContactsDialog contacts={dialog.contacts} />;
    case 'user-profile':
      return <UserProfileDialog accountId={dialog.accountId} conversationId={dialog.conversationId} />;
    case 'pins-full':
      return <PinsFullDialog most={dialog.most} />;
    case 'clear-requests':
      return <ClearRequestsDialog />;
    case 'quick-switcher':
      return <QuickSwitcher />;
    case 'open-link':
      return <OpenLinkDialog link={dialog.link} />;
    case 'invite-to-group':
      return <InviteDialog conversationId={dialog.conversationId} />;
    case 'group-members':
      return <MembersDialog conversationId={dialog.conversationId} chosen={dialog.chosen} />;
    case 'edit-group':
      return <EditGroupDialog conversationId={dialog.conversationId} />;
    case 'group-picture':
      return <GroupPictureDialog conversationId={dialog.conversationId} />;
    case 'promote-members':
      return <PromoteDialog conversationId={dialog.conversationId} memberIds={dialog.memberIds} />;
    case 'remove-members':
      return <RemoveDialog conversationId={dialog.conversationId} memberIds={dialog.memberIds} />;
    case 'clear-group':
      return <ClearGroupDialog conversationId={dialog.conversationId} />;
    case 'join-community':
      return <JoinCommunityDialog url={dialog.url} hasWebPage={dialog.hasWebPage === true} />;
    case 'edit-community':
      return <EditCommunityDialog conversationId={dialog.conversationId} />;
    case 'community-picture':
      return <CommunityPictureDialog conversationId={dialog.conversationId} />;
    case 'community-people':
      return <RoomPeopleDialog conversationId={dialog.conversationId} />;
    case 'pinned-posts':
      return <PinnedPostsDialog conversationId={dialog.conversationId} />;
    case 'invite-to-community':
      return <InviteToCommunityDialog conversationId={dialog.conversationId} />;
    case 'ban-user':
      return <BanDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'unban-user':
      return <UnbanDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'add-admins':
      return <AddAdminsDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'remove-admins':
      return <RemoveAdminsDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'delete-all-posts':
      return <DeleteAllPostsDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'whisper':
      return <WhisperDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'member-rights':
      return <MemberRightsDialog conversationId={dialog.conversationId} userId={dialog.userId} />;
    case 'clear-reactions':
      return <ClearReactionsDialog messageId={dialog.messageId} emoji={dialog.emoji} />;
    case 'recreate-group':
      return <RecreateDialog conversationId={dialog.conversationId} />;
    case 'debug':
      return <DebugDialog />;
    case 'forward':
      return <ForwardDialog messageIds={dialog.messageIds} />;
    case 'save-all-dangerous':
      return <SaveAllDangerousDialog choice={dialog.choice} />;
    case 'clear-log':
      return <ClearLogDialog />;
  }
}

/** Dialogs replace each other, so none of them can know where the focus was before the first. */
function useReturnedFocus(isOpen: boolean): void {
  const last = useRef<Element>(undefined);
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-modal-id]') === null) {
        last.current = event.target;
      }
    };
    if (isOpen) return undefined;
    if (isFocusLost() && last.current !== undefined) {
      if (last.current instanceof HTMLElement && last.current.isConnected) last.current.focus();
      // What had the focus is gone, as a message that was deleted.
      if (isFocusLost()) focusComposer();
    }
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, [isOpen]);
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
