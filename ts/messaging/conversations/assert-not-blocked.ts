import type { ConversationRow, Repositories } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';

/** Nothing is written to somebody whom we have blocked (spec 04 §3.11). @throws {MessagingError} `contact-blocked` */
export function assertNotBlocked(
  { contacts }: Pick<Repositories, 'contacts'>,
  { kind, peerId }: ConversationRow,
): void {
  if (kind === 'contact' && contacts.get(peerId)?.isBlocked === true)
    throw new MessagingError('contact-blocked');
}
