import type { CommunityNotice } from '../../../ipc/index.ts';
import type { TextKey } from '../../app/text/catalogue.ts';

/** What of ours a server refused after it had waited; why is said behind it. */
export const NOTICE_WORDS: Readonly<Record<CommunityNotice['action'], TextKey>> = {
  react: 'communityNoticeReact',
  delete: 'communityNoticeDelete',
  edit: 'communityNoticeEdit',
  'delete-all': 'communityNoticeDelete',
  ban: 'communityNoticeBan',
  unban: 'communityNoticeUnban',
  'set-role': 'communityNoticeRole',
  'set-rights': 'communityNoticeRights',
  describe: 'communityNoticeDescribe',
  'set-picture': 'communityNoticeDescribe',
  pin: 'communityNoticePin',
  unpin: 'communityNoticePin',
  'clear-reactions': 'communityNoticeReact',
};
