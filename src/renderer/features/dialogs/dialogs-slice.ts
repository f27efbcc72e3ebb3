import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { AppEvent, DeepLink, MessageView } from '../../../ipc/index.ts';
import { eventsReceived } from '../../app/events.ts';
import type { FileOfMessage, FilesToSave } from '../media/file-of-message.ts';

export type SettingsPage =
  | 'main'
  | 'privacy'
  | 'set-password'
  | 'change-password'
  | 'remove-password'
  | 'appearance'
  | 'recovery-password'
  | 'help'
  | 'notifications'
  | 'conversations'
  | 'blocked-contacts'
  | 'network'
  | 'storage'
  | 'preferences'
  | 'message-requests'
  | 'log'
  | 'connection';

export type ConversationSettingsPage = 'main' | 'disappearing' | 'notifications' | 'attachments';

/** What is asked before it is done with a conversation. */
export type ConversationQuestion =
  | 'block'
  | 'unblock'
  | 'hide'
  | 'show'
  | 'clear-messages'
  | 'delete-conversation'
  | 'delete-contact'
  | 'delete-request'
  | 'leave-group'
  | 'delete-group'
  | 'forget-group'
  | 'leave-community';

/** A dialog, described by plain data; only the one on top of the stack is in the DOM (spec 08 §3.2, rule 1). */
export type DialogDescription =
  | { readonly kind: 'settings'; readonly page: SettingsPage }
  | { readonly kind: 'path' }
  | { readonly kind: 'terms' }
  | { readonly kind: 'leave-onboarding'; readonly flow: 'create' | 'restore' }
  | { readonly kind: 'clear-device' }
  | { readonly kind: 'open-url'; readonly url: string }
  | { readonly kind: 'message-too-long' }
  | { readonly kind: 'delete-messages'; readonly messageIds: readonly number[] }
  | {
      readonly kind: 'trust-media';
      readonly conversationId: number;
      readonly attachmentIds: readonly number[];
    }
  | { readonly kind: 'save-dangerous'; readonly file: FileOfMessage }
  | {
      readonly kind: 'follow-setting';
      readonly conversationId: number;
      readonly timer: NonNullable<MessageView['timer']>;
    }
  | { readonly kind: 'decline-request'; readonly conversationId: number; readonly blocks: boolean }
  | { readonly kind: 'unblock'; readonly conversationId: number }
  | { readonly kind: 'reactions'; readonly messageId: number; readonly emoji?: string }
  | {
      readonly kind: 'lightbox';
      readonly conversationId: number;
      readonly messageId: number;
      readonly attachmentId: number;
    }
  | { readonly kind: 'enable-link-previews' }
  | { readonly kind: 'send-recovery-password'; readonly conversationId: number }
  | {
      readonly kind: 'conversation-settings';
      readonly conversationId: number;
      readonly page: ConversationSettingsPage;
    }
  | {
      readonly kind: 'conversation-question';
      readonly conversationId: number;
      readonly question: ConversationQuestion;
    }
  | { readonly kind: 'nickname'; readonly conversationId: number }
  | { readonly kind: 'export-conversation'; readonly conversationId: number }
  | { readonly kind: 'edit-profile' }
  | { readonly kind: 'profile-picture' }
  | { readonly kind: 'enable-calls' }
  | { readonly kind: 'hide-recovery-password' }
  | { readonly kind: 'clear-data' }
  | { readonly kind: 'unblock-contacts'; readonly contacts: readonly BlockedContact[] }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore-backup' }
  | { readonly kind: 'shortcuts' }
  /** `conversationId` is the room where they were met. */
  | { readonly kind: 'user-profile'; readonly accountId: string; readonly conversationId?: number }
  | { readonly kind: 'pins-full'; readonly most: number }
  | { readonly kind: 'clear-requests' }
  | { readonly kind: 'quick-switcher' }
  | { readonly kind: 'open-link'; readonly link: DeepLink }
  | { readonly kind: 'invite-to-group'; readonly conversationId: number }
  /** `chosen` are those who are ticked, by Account ID. */
  | {
      readonly kind: 'group-members';
      readonly conversationId: number;
      readonly chosen?: readonly string[];
    }
  | { readonly kind: 'edit-group'; readonly conversationId: number }
  | { readonly kind: 'group-picture'; readonly conversationId: number }
  | {
      readonly kind: 'promote-members' | 'remove-members';
      readonly conversationId: number;
      readonly memberIds: readonly string[];
    }
  | { readonly kind: 'clear-group'; readonly conversationId: number }
  | { readonly kind: 'recreate-group'; readonly conversationId: number }
  | { readonly kind: 'debug' }
  /** `hasWebPage`: a browser could open it, too. */
  | { readonly kind: 'join-community'; readonly url: string; readonly hasWebPage?: true }
  | {
      readonly kind:
        'edit-community' | 'community-picture' | 'community-people' | 'pinned-posts' | 'invite-to-community';
      readonly conversationId: number;
    }
  /** `userId` where it is known already who. */
  | {
      readonly kind: 'ban-user' | 'unban-user' | 'add-admins' | 'remove-admins' | 'whisper';
      readonly conversationId: number;
      readonly userId?: string;
    }
  | {
      readonly kind: 'delete-all-posts' | 'member-rights';
      readonly conversationId: number;
      readonly userId: string;
    }
  | { readonly kind: 'clear-reactions'; readonly messageId: number; readonly emoji?: string }
  | { readonly kind: 'forward'; readonly messageIds: readonly number[] }
  | { readonly kind: 'clear-log' }
  | { readonly kind: 'save-all-dangerous'; readonly choice: FilesToSave };

/** Somebody who is to be unblocked. */
export interface BlockedContact {
  readonly accountId: string;
  readonly name: string;
  readonly conversationId?: number;
}

export interface DialogsState {
  readonly stack: readonly DialogDescription[];
}

const initialState: DialogsState = { stack: [] };

function afterEvent(state: DialogsState, event: AppEvent): DialogsState {
  if (event.type === 'status' && event.status.phase === 'no-account') return initialState;
  // The app's menu asks; whatever dialog is open already has the word.
  if (event.type === 'open-settings' && state.stack.length === 0) {
    return { stack: [{ kind: 'settings', page: event.page ?? 'main' }] };
  }
  // Nothing is to be said of a conversation that is not there any more.
  if (event.type === 'conversation-removed') {
    return { stack: state.stack.filter((dialog) => !isAbout(dialog, event.conversationId)) };
  }
  return state;
}

function isAbout(dialog: DialogDescription, conversationId: number): boolean {
  return 'conversationId' in dialog && dialog.conversationId === conversationId;
}

export const dialogsSlice = createSlice({
  name: 'dialogs',
  initialState,
  reducers: {
    dialogOpened: (state, { payload }: PayloadAction<DialogDescription>) => ({
      stack: [...state.stack, payload],
    }),
    /** Another page in the same dialog. */
    dialogReplaced: (state, { payload }: PayloadAction<DialogDescription>) => ({
      stack: [...state.stack.slice(0, -1), payload],
    }),
    dialogClosed: (state) => ({ stack: state.stack.slice(0, -1) }),
    /** This conversation has nothing more to be asked about. */
    dialogsClosed: (state, { payload }: PayloadAction<{ readonly conversationId: number }>) => ({
      stack: state.stack.filter((dialog) => !isAbout(dialog, payload.conversationId)),
    }),
  },
  extraReducers: (builder) => {
    builder.addCase(eventsReceived, (state, { payload }) => payload.reduce<DialogsState>(afterEvent, state));
  },
  selectors: {
    selectTopDialog: (state) => state.stack.at(-1),
    selectDialogCount: (state) => state.stack.length,
  },
});

export const { dialogOpened, dialogReplaced, dialogClosed, dialogsClosed } = dialogsSlice.actions;
export const { selectTopDialog, selectDialogCount } = dialogsSlice.selectors;
