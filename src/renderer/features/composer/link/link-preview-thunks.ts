import type { Input } from '../../../../ipc/index.ts';
import { api } from '../../../app/api.ts';
import { selectSettings } from '../../../app/session-slice.ts';
import type { AppThunk } from '../../../app/thunk.ts';
import { dialogOpened } from '../../dialogs/dialogs-slice.ts';
import { fileTypeOf, isPictureType } from '../../picture-pipeline/index.ts';

export type OutgoingPreview = NonNullable<Input<'messages:send'>['preview']>;

/** What a site said of a link, made ready to be sent. */
export interface FoundPreview {
  readonly preview: OutgoingPreview;
  /** Of the picture, encoded anew. */
  readonly picture?: Blob;
}

const fresh = { subscribe: false, forceRefetch: true } as const;

/**
 * Whether sites may be asked about links. Asks the person the first time that there is one, and never again. Spec 08 §3.10, flow 4.
 */
export function mayAskSites(): AppThunk<Promise<boolean>> {
  return async (dispatch, getState) => {
    const { data } = await dispatch(api.endpoints.privacy.initiate(undefined, fresh));
    if (data?.linkPreviews === true) return true;
    if (data !== undefined && selectSettings(getState())?.linkPreviewsOffered === false) {
      dispatch(dialogOpened({ kind: 'enable-link-previews' }));
      void dispatch(api.endpoints.changeSettings.initiate({ linkPreviewsOffered: true }, { track: false }));
    }
    return false;
  };
}

/** Asks the site of a link; `undefined` when it says nothing that could be shown. */
export function findPreview(link: string): AppThunk<Promise<FoundPreview | undefined>> {
  return async (dispatch, _getState, { composing }) => {
    const { data } = await dispatch(api.endpoints.composedPreview.initiate({ url: link }, fresh));
    if (data === undefined) return undefined;
    const { url, title, image } = data;
    const type = image === undefined ? undefined : fileTypeOf(image.bytes);
    if (image === undefined || !isPictureType(type)) return { preview: { url, title } };
    try {
      const { bytes, width, height } = await composing.pictures.prepare(
        new Blob([Uint8Array.from(image.bytes)]),
        { type, wish: 'preview' },
      );
      return { preview: { url, title, image: { bytes, width, height } }, picture: new Blob([bytes]) };
    } catch {
      return { preview: { url, title } };
    }
  };
}
