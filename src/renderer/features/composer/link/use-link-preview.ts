import { useEffect, useEffectEvent, useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../../app/hooks.ts';
import { selectPreviewsEnabledCount } from '../composer-slice.ts';
import { firstLink, hasPreview } from './link-in-text.ts';
import { findPreview, mayAskSites, type OutgoingPreview } from './link-preview-thunks.ts';

/** A site is asked when nobody has typed for so long: half a link is another site. */
const QUIET_MS = 400;

/** The preview of the first link in what is being written. */
export type LinkPreview =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly link: string }
  | {
      readonly state: 'ready';
      readonly link: string;
      readonly preview: OutgoingPreview;
      /** `blob:` URL. */
      readonly pictureUrl?: string | undefined;
    };

const NONE: LinkPreview = { state: 'none' };

/** Follows the first link of a text, for those who want previews. Spec 08, CMP-12. */
export function useLinkPreview(text: string): {
  readonly current: LinkPreview;
  /** Sends without it; until the text has another first link. */
  readonly close: () => void;
} {
  const dispatch = useAppDispatch();
  const link = firstLink(text);
  const enabledCount = useAppSelector(selectPreviewsEnabledCount);
  const [found, setFound] = useState<LinkPreview>(NONE);
  const [closedLink, setClosedLink] = useState<string>();

  const look = useEffectEvent(async (wanted: string, isCurrent: () => boolean) => {
    if (!(await dispatch(mayAskSites())) || !isCurrent() || !hasPreview(wanted)) return;
    setFound({ state: 'loading', link: wanted });
    const result = await dispatch(findPreview(wanted));
    if (!isCurrent()) return;
    const pictureUrl = result?.picture === undefined ? undefined : URL.createObjectURL(result.picture);
    setFound(
      result === undefined ? NONE : { state: 'ready', link: wanted, preview: result.preview, pictureUrl },
    );
  });
  useEffect(() => {
    if (link === undefined || link === closedLink) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => void look(link, () => isCurrent), QUIET_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [link, closedLink, enabledCount]);
  const pictureUrl = found.state === 'ready' ? found.pictureUrl : undefined;
  useEffect(
    () => () => {
      if (pictureUrl !== undefined) URL.revokeObjectURL(pictureUrl);
    },
    [pictureUrl],
  );

  const isShown = found.state !== 'none' && found.link === link && link !== closedLink;
  return { current: isShown ? found : NONE, close: () => setClosedLink(link) };
}
