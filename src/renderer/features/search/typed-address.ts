import { communityUrlIn } from '../communities/community-url.ts';

/** What a text in the search field names besides words. Spec 08, NEW-07. */
export type TypedAddress =
  | { readonly kind: 'account'; readonly accountId: string }
  /** A room of a community. */
  | { readonly kind: 'community'; readonly url: string }
  /** Maybe the name of somebody in the Session Name Service. */
  | { readonly kind: 'name'; readonly name: string };

const ACCOUNT_ID = /(?<![0-9a-f])05[0-9a-f]{64}(?![0-9a-f])/iu;
const NAME = /^[a-z0-9][a-z0-9_-]{1,63}$/iu;

/** Finds an Account ID, or the address of a community, anywhere in a text, as in a link that somebody shared; a single word may be a name. */
export function typedAddress(text: string): TypedAddress | undefined {
  // First: the key of a server could be taken for an Account ID.
  const url = communityUrlIn(text);
  if (url !== undefined) return { kind: 'community', url };
  const accountId = ACCOUNT_ID.exec(text)?.[0].toLowerCase();
  if (accountId !== undefined) return { kind: 'account', accountId };
  const name = text.trim().toLowerCase();
  return NAME.test(name) ? { kind: 'name', name } : undefined;
}
