/** Every request that the renderer may make. The preload script knows this list and nothing else. */
export const CHANNELS = [
  'app:info',
  'app:diagnostics',
  'settings:get',
  'settings:set',
  'clipboard:write',
  'shell:open-url',
  'client:status',
  'network:status',
  'network:retry',
  'account:create',
  'account:restore',
  'account:set-name',
  'account:discard',
  'account:recovery-password',
  'conversations:list',
  'conversations:get',
  'conversations:start',
  'conversations:mark-read',
  'conversations:save-draft',
  'messages:page',
  'messages:send',
  'messages:retry',
  'messages:delete',
  'messages:react',
  'conversations:set-typing',
  'conversations:change',
  'conversations:delete',
  'requests:accept',
  'requests:decline',
  'contacts:set-blocked',
  'contacts:delete',
  'privacy:get',
  'privacy:set',
  'attachments:download',
  'attachments:cancel-download',
  'attachments:save',
] as const;

export type Channel = (typeof CHANNELS)[number];

/** The one channel on which main sends batches of {@link AppEvent}s. */
export const EVENTS_CHANNEL = 'events';
