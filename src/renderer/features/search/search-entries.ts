import type { ContactView, ConversationView, MessageHitView } from '../../../ipc/index.ts';
import type { Found } from './search-slice.ts';
import { typedAddress, type TypedAddress } from './typed-address.ts';

/** People, and groups, shown until somebody asks for all of them: messages are to be in sight, too. */
const FEW_PEOPLE = 5;

/** One line of what was found. Those with an `id` can be focused and opened. */
export type SearchEntry =
  | { readonly kind: 'people-heading' }
  | { readonly kind: 'messages-heading'; readonly total: number }
  | { readonly kind: 'address'; readonly id: number; readonly address: TypedAddress }
  | { readonly kind: 'person'; readonly id: number; readonly person: ContactView }
  | { readonly kind: 'group'; readonly id: number; readonly group: ConversationView }
  | { readonly kind: 'all-people'; readonly id: number; readonly count: number }
  | { readonly kind: 'message'; readonly id: number; readonly hit: MessageHitView };

/** The lines in their order. Ids are places, from 1 on: a person and a message may have the same number. */
export function searchEntries(found: Found, { areAllPeopleShown }: { readonly areAllPeopleShown: boolean }) {
  const { people, groups, hits, total } = found;
  const address = typedAddress(found.text);
  const few = <Item>(all: readonly Item[]): readonly Item[] =>
    areAllPeopleShown || all.length <= FEW_PEOPLE + 1 ? all : all.slice(0, FEW_PEOPLE);
  const [shown, shownGroups] = [few(people), few(groups)];
  const isKnown =
    address?.kind === 'account' && people.some(({ accountId }) => accountId === address.accountId);
  const entries: SearchEntry[] = [];
  const nextId = () => entries.length + 1;
  const isFirst = address?.kind === 'community' || (address?.kind === 'account' && !isKnown);
  if (isFirst) entries.push({ kind: 'address', id: nextId(), address });
  if (shown.length + shownGroups.length > 0) entries.push({ kind: 'people-heading' });
  for (const person of shown) entries.push({ kind: 'person', id: nextId(), person });
  for (const group of shownGroups) entries.push({ kind: 'group', id: nextId(), group });
  const count = people.length + groups.length;
  if (shown.length + shownGroups.length < count) entries.push({ kind: 'all-people', id: nextId(), count });
  if (hits.length > 0) entries.push({ kind: 'messages-heading', total });
  for (const hit of hits) entries.push({ kind: 'message', id: nextId(), hit });
  if (address?.kind === 'name') entries.push({ kind: 'address', id: nextId(), address });
  return entries;
}
