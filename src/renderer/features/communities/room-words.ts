import type { ConversationView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { serverName } from './community-url.ts';

/** What is said of a room under its name: how many are there, or why nobody knows. Spec 08, CNV-01 and COM-07. */
export function roomFacts(
  { community, blinded }: Pick<ConversationView, 'community' | 'blinded'>,
  t: Catalogue['text'],
): readonly string[] {
  if (blinded !== undefined) return [t('blindedMetAt', { server: serverName(blinded.serverUrl) })];
  switch (community?.state) {
    case undefined:
      return [];
    case 'connecting':
      return [t('communityConnecting')];
    case 'unreachable':
      return [t('communityOffline')];
    case 'ok':
      return community.activeUsers > 0 ? [t('communityActive', { count: community.activeUsers })] : [];
    default:
      return [t('communityClosed')];
  }
}
