import type { LaunchNetwork } from '../lifecycle/launch-options.ts';
import type { LagView } from '../../ipc/index.ts';
import type { Client, ClientEvent, ClientPorts } from '../../../ts/client/index.ts';

/** Methods of the client that are called across the thread border. */
export const ENGINE_METHODS = [
  'status',
  'network',
  'createAccount',
  'restoreAccount',
  'setDisplayName',
  'discardAccount',
  'recoveryPassword',
  'conversations',
  'conversation',
  'startConversation',
  'markRead',
  'saveDraft',
  'messages',
  'sendMessage',
  'retryMessage',
  'deleteMessages',
  'react',
  'setTyping',
  'changeConversation',
  'acceptRequest',
  'declineRequest',
  'setBlocked',
  'deleteConversation',
  'deleteContact',
  'privacy',
  'setPrivacy',
  'setDisappearing',
  'noteMediaSaved',
  'sendInvitation',
  'fetchLinkPreview',
  'setOpenConversation',
  'setLocked',
  'notificationSettings',
  'setNotificationSettings',
  'badge',
  'connectivityChanged',
  'setFocused',
  'search',
  'media',
  'contacts',
  'messageRequests',
  'clearRequests',
  'lookUpName',
  'networkSettings',
  'setNetworkSettings',
  'deleteAccount',
  'exportConversation',
  'backup',
  'sendAttachments',
  'downloadAttachment',
  'cancelDownload',
  'readAttachment',
  'saveAttachment',
  'setProfilePicture',
  'removeProfilePicture',
  'readPicture',
  'emojiHabits',
  'changeEmojiHabits',
  'containsRecoveryPassword',
  'createGroup',
  'group',
  'describeGroup',
  'setGroupPicture',
  'removeGroupPicture',
  'inviteToGroup',
  'resendGroupInvitations',
  'promoteInGroup',
  'removeFromGroup',
  'clearGroupForEveryone',
  'destroyGroup',
  'leaveGroup',
  'recreateGroup',
  'clearMessages',
  'restoreBackup',
  'health',
  'checkHealth',
  'currentCall',
  'startCall',
  'acceptCall',
  'declineCall',
  'hangUpCall',
  'dismissCall',
  'setCallSwitches',
  'reportCallMedia',
  'pauseTransfer',
  'resumeTransfer',
  'recoveryCode',
  'unfinished',
  'previewCommunity',
  'communityRoomPicture',
  'communityRooms',
  'joinCommunity',
  'community',
  'leaveCommunity',
  'loadOlderPosts',
  'refreshCommunity',
  'editPost',
  'deleteAllPostsOf',
  'banFromCommunity',
  'unbanFromCommunity',
  'communityMemberRights',
  'setCommunityMemberRights',
  'setCommunityRole',
  'describeCommunity',
  'setCommunityPicture',
  'pinPost',
  'unpinPosts',
  'clearPostReactions',
  'postReactors',
  'communityPeople',
  'writeToCommunityMember',
  'inviteToCommunity',
  'communitySettings',
  'setCommunitySettings',
  'connection',
  'testConnection',
  'storage',
  'compact',
  'cancelWriting',
  'saveAttachments',
] as const satisfies readonly (keyof Client)[];

export type EngineMethod = (typeof ENGINE_METHODS)[number];

/** The client as the main thread sees it: the same methods, all of them asynchronous. */
export type Engine = {
  readonly [Method in EngineMethod]: (
    ...args: Parameters<Client[Method]>
  ) => Promise<Awaited<ReturnType<Client[Method]>>>;
};

export interface EngineOptions {
  readonly storePath: string;
  /** 32 bytes. Handed over, not copied: empty on the sender's side afterwards. */
  readonly storeKey: Uint8Array;
  readonly network: LaunchNetwork;
  /** How often to look for messages; by default as the kind of network allows. */
  readonly pace: ClientPorts['pace'];
  readonly measureLag: boolean;
  /** See `ClientPorts`. */
  readonly hasShortTimers?: boolean;
  /** See `ClientPorts`; undefined where there is no desktop. */
  readonly notifications?: ClientPorts['notifications'] | undefined;
  /** The program for work on the whole database (`store-worker.ts`). */
  readonly storeWorker: string;
  /** The program for work on large files (`bulk-worker.ts`). */
  readonly bulkWorker: string;
  /** File of the node list that came with the application. */
  readonly bundledNodesPath?: string;
  /** See `LaunchOptions`. */
  readonly testHosts?: Readonly<Record<string, string>> | undefined;
}

/** An error that has crossed the border; stands for any `CodedError` of the engine. */
export interface EngineErrorData {
  readonly code: string;
  readonly position?: number;
  readonly suggestions?: readonly string[];
}

export type ToEngine =
  | { readonly type: 'open'; readonly options: EngineOptions }
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: EngineMethod;
      readonly args: readonly unknown[];
    }
  | { readonly type: 'lag'; readonly id: number }
  | { readonly type: 'close' };

/** Every message carries what has happened before it, so that no answer overtakes an event. */
export type FromEngine = FromEngineBody & {
  readonly events: readonly ClientEvent[];
  readonly logLines: readonly string[];
};

export type FromEngineBody =
  | { readonly type: 'opened' }
  | { readonly type: 'open-failed'; readonly error: EngineErrorData }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: EngineErrorData }
  | { readonly type: 'lag'; readonly id: number; readonly lag: LagView | undefined }
  | { readonly type: 'batch' }
  | { readonly type: 'closed' };
