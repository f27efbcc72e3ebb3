import type { MessageView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { callNotice } from './call-notice.ts';

type Noticed = Pick<MessageView, 'kind' | 'deletion' | 'call'>;

/** What a line or a placeholder says in place of a text; undefined for what a person wrote (spec 08, CNV-11). */
export function noticeOf(
  { kind, deletion, call }: Noticed,
  name: string,
  t: Catalogue['text'],
): string | undefined {
  if (deletion === 'globally') return t('deleteMessageDeletedGlobally');
  if (deletion === 'locally') return t('deleteMessageDeletedLocally');
  switch (kind) {
    case 'text':
      return undefined;
    case 'timer-update':
      return t('messageNoticeTimer', { name });
    case 'request-accepted':
      return t('messageNoticeAccepted', { name });
    case 'request-accepted-by-us':
      return t('messageNoticeAcceptedByYou');
    case 'media-saved':
      return t('messageNoticeMediaSaved', { name });
    case 'screenshot':
      return t('messageNoticeScreenshot', { name });
    case 'call':
      return call === undefined ? t('messageNoticeCall', { name }) : callNotice(call, name, t);
    case 'group-update':
      return t('messageNoticeGroup');
  }
}
