import { later } from './later.tsx';

const conversationColumn = later(
  async () => (await import('../features/conversation/conversation-column.tsx')).ConversationColumn,
);
const dialogHost = later(async () => (await import('../features/dialogs/dialog-host.tsx')).DialogHost);

const chooserOverlay = later(
  async () => (await import('../features/new-conversation/chooser-overlay.tsx')).ChooserOverlay,
);

export const LaterConversationColumn = conversationColumn.Part;
export const LaterChooserOverlay = chooserOverlay.Part;
export const LaterDialogHost = dialogHost.Part;

/** So that nobody waits for them when they are wanted. */
export async function loadLaterParts(): Promise<void> {
  await Promise.all([conversationColumn, dialogHost, chooserOverlay].map((part) => part.load()));
}
