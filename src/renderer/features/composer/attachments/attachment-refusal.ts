import type { ConversationView } from '../../../../ipc/index.ts';

export type AttachmentRefusal = 'attachments-not-allowed' | 'community-no-files' | 'blinded-no-files';

/** Why no files and no voice messages can be sent here; `undefined` where they can. Spec 08, CMP-10 and COM-02. */
export function attachmentRefusal({
  kind,
  hasApprovedUs,
  community,
}: Pick<ConversationView, 'kind' | 'hasApprovedUs' | 'community'>): AttachmentRefusal | undefined {
  if (kind === 'blinded') return 'blinded-no-files';
  if (community?.rights.upload === false) return 'community-no-files';
  return hasApprovedUs ? undefined : 'attachments-not-allowed';
}
