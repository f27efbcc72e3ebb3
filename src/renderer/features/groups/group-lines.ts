import type { MessageView } from '../../../ipc/index.ts';
import type { Catalogue, TextKey } from '../../app/text/catalogue.ts';

type GroupUpdate = NonNullable<MessageView['groupUpdate']>;

/** How those are named to whom something happened. Spec 04 §5.10. */
type Form = 'you' | 'youAndOne' | 'youAndMore' | 'one' | 'two' | 'more';

/** What happens to members, in the words of each form. */
const WORDS = {
  joined: {
    you: 'groupInviteYou',
    youAndOne: 'groupInviteYouAndOtherNew',
    youAndMore: 'groupInviteYouAndMoreNew',
    one: 'groupMemberNew',
    two: 'groupMemberNewTwo',
    more: 'groupMemberNewMultiple',
  },
  joinedWithHistory: {
    you: 'groupInviteYouHistory',
    youAndOne: 'groupInviteYouAndOtherHistory',
    youAndMore: 'groupInviteYouAndMoreHistory',
    one: 'groupMemberNewHistory',
    two: 'groupMemberNewHistoryTwo',
    more: 'groupMemberNewHistoryMultiple',
  },
  removed: {
    you: 'groupRemovedYou',
    youAndOne: 'groupRemovedYouTwo',
    youAndMore: 'groupRemovedYouMultiple',
    one: 'groupRemoved',
    two: 'groupRemovedTwo',
    more: 'groupRemovedMultiple',
  },
  promoted: {
    you: 'groupPromotedYou',
    youAndOne: 'groupPromotedYouTwo',
    youAndMore: 'groupPromotedYouMultiple',
    one: 'adminPromotedToAdmin',
    two: 'adminTwoPromotedToAdmin',
    more: 'adminMorePromotedToAdmin',
  },
} as const satisfies Record<string, Readonly<Record<Form, TextKey>>>;

const DEEDS = ['joined', 'joinedWithHistory', 'removed', 'promoted'] as const;

export interface GroupNames {
  /** Our own Account ID. */
  readonly ownId: string;
  readonly nameOf: (accountId: string) => string;
}

/** What a line about a group says; undefined for what nobody knows how to say. Spec 04 §5.10, spec 08 CNV-14. */
export function groupNotice(
  update: GroupUpdate,
  { ownId, nameOf }: GroupNames,
  t: Catalogue['text'],
): string | undefined {
  if (update.name !== undefined) return t('groupNameNew', { group_name: update.name });
  if (update.avatarChanged === true) return t('groupDisplayPictureUpdated');
  const left = update.left?.[0];
  if (left !== undefined)
    return left === ownId ? t('groupMemberYouLeft') : t('groupMemberLeft', { name: nameOf(left) });
  const deed = DEEDS.find((name) => (update[name]?.length ?? 0) > 0);
  if (deed === undefined) return undefined;
  const { form, others } = formOf(update[deed] ?? [], ownId);
  const [name = '', other = ''] = others.map(nameOf);
  if (form === 'you') return t(WORDS[deed].you);
  if (form === 'youAndOne') return t(WORDS[deed].youAndOne, { other_name: name });
  if (form === 'youAndMore') return t(WORDS[deed].youAndMore, { count: others.length });
  if (form === 'one') return t(WORDS[deed].one, { name });
  if (form === 'two') return t(WORDS[deed].two, { name, other_name: other });
  return t(WORDS[deed].more, { name, count: others.length - 1 });
}

function formOf(
  ids: readonly string[],
  ownId: string,
): { readonly form: Form; readonly others: readonly string[] } {
  const others = ids.filter((id) => id !== ownId);
  const isUs = others.length < ids.length;
  if (isUs) return { form: (['you', 'youAndOne'] as const)[others.length] ?? 'youAndMore', others };
  return { form: others.length === 1 ? 'one' : others.length === 2 ? 'two' : 'more', others };
}
