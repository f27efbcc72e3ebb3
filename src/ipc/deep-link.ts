// Without schemas, so that the page can use it, too.

/** Schemes of addresses that lead here: our own, and the one in use among people of the network. */
export const LINK_SCHEMES = ['undertone', 'session'] as const;

/** Whom an address leads to. Community rooms have no such address yet. */
export type DeepLink =
  | { readonly kind: 'account'; readonly accountId: string }
  /** A name of the name service. */
  | { readonly kind: 'name'; readonly name: string };

const ACCOUNT_ID = /^05[0-9a-f]{64}$/i;
/** Spec 08, NEW-03. */
const NAME = /^[a-z0-9_](?:[a-z0-9_-]{0,62}[a-z0-9_])?$/i;
const ADDRESS = new RegExp(`^(?:${LINK_SCHEMES.join('|')}):(?://)?([\\w-]+)/?$`, 'i');

/** What an address such as `undertone:05…` asks for. Anybody can make somebody click on one: what is not exactly that leads nowhere. */
export function readDeepLink(text: string): DeepLink | undefined {
  const [, target = ''] = ADDRESS.exec(text) ?? [];
  if (ACCOUNT_ID.test(target)) return { kind: 'account', accountId: target.toLowerCase() };
  return NAME.test(target) ? { kind: 'name', name: target.toLowerCase() } : undefined;
}

/** What a person has dragged here: an address, or an Account ID by itself. */
export function readDroppedLink(text: string): DeepLink | undefined {
  const trimmed = text.trim();
  return readDeepLink(ACCOUNT_ID.test(trimmed) ? `${LINK_SCHEMES[0]}:${trimmed}` : trimmed);
}
