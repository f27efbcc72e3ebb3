import { useAppDispatch } from '../../app/hooks.ts';
import { isCommunityUrl } from '../communities/community-url.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';

/** Asks before an address opens; one of a community leads into it. Spec 08, CNV-07 and COM-01. */
export function useOpenUrl(): (url: string) => void {
  const dispatch = useAppDispatch();
  return (url) =>
    dispatch(
      dialogOpened(
        isCommunityUrl(url) ? { kind: 'join-community', url, hasWebPage: true } : { kind: 'open-url', url },
      ),
    );
}
