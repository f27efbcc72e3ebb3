import type { ContactView, MessageHitView } from '../../../ipc/index.ts';
import type { Found } from './search-slice.ts';
import { typedAddress, type TypedAddress } from './typed-address.ts';

/** People shown until somebody asks for all of them: messages are to be in sight, too. */
const FEW_PEOPLE = 5;

/** One line of what was found. Those with an `id` can be focused and opened. */
export type SearchEntry =
  | { readonly kind: 'people-heading' }
  | { readonly kind: 'messages-heading'; readonly total: number }
  | { readonly kind: 'address'; readonly id: number; readonly address: TypedAddress }
  | { readonly kind: 'person'; readonly id: number; readonly person: ContactView }
  | { readonly kind: 'all-people'; readonly id: number; readonly count: number }
  | { readonly kind: 'message'; readonly id: number; readonly hit: MessageHitView };

/** The lines in their order. Ids are places, from 1 on: a person and a message may have the same number. */
export function searchEntries(found: Found, { areAllPeopleShown }: { readonly areAllPeopleShown: boolean }) {
  const { people, hits, total } = found;
  const address = typedAddress(found.text);
  const shown = areAllPeopleShown || people.length <= FEW_PEOPLE + 1 ? people : people.slice(0, FEW_PEOPLE);
  const isKnown =
    address?.kind === 'account' && people.some(({ accountId }) => accountId === address.accountId);
  const entries: SearchEntry[] = [];
  const nextId = () => entries.length + 1;
  const isFirst = address?.kind === 'community' || (address?.kind === 'account' && !isKnown);
  if (isFirst) entries.push({ kind: 'address', id: nextId(), address });
  if (shown.length > 0) entries.push({ kind: 'people-heading' });
  for (const person of shown) entries.push({ kind: 'person', id: nextId(), person });
  if (shown.length < people.length) entries.push({ kind: 'all-people', id: nextId(), count: people.length });
  if (hits.length > 0) entries.push({ kind: 'messages-heading', total });
  for (const hit of hits) entries.push({ kind: 'message', id: nextId(), hit });
  if (address?.kind === 'name') entries.push({ kind: 'address', id: nextId(), address });
  return entries;
}
