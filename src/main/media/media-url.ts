/** Scheme of everything that a page shows out of the engine. */
export const MEDIA_SCHEME = 'media';

/** What a page may ask for. */
export type MediaRequest =
  | { readonly kind: 'attachment'; readonly id: number; readonly token: string }
  | { readonly kind: 'avatar'; readonly accountId: string; readonly token: string };

/**
 * Reads `media://attachment/<token>/<id>`, `media://avatar/<token>/<account ID>` and, of a room, `media://avatar/<token>/room-<conversation id>`;
 * a query only makes another picture another URL.
 */
export function readMediaUrl(url: string): MediaRequest | undefined {
  return readMediaPath(/^media:\/\/([^?#]*)(?:\?[^#]*)?$/.exec(url)?.[1] ?? '');
}

/** The same without scheme and query, as it stands in the paths of the headless page. */
export function readMediaPath(path: string): MediaRequest | undefined {
  const [, kind, token = '', name = ''] =
    /^(attachment|avatar)\/([\w-]{1,100})\/([0-9a-f]{1,66}|room-[1-9]\d{0,14})$/.exec(path) ?? [];
  if (kind === 'avatar' && /^(?:[0-9a-f]{66}|room-\d+)$/.test(name)) return { kind, accountId: name, token };
  if (kind === 'attachment' && /^[1-9]\d{0,14}$/.test(name)) return { kind, id: Number(name), token };
  return undefined;
}
