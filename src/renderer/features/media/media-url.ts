import { useCallback } from 'react';

import type { MediaAddress } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectInfo } from '../../app/session-slice.ts';

/** Address of the bytes of an attachment, decrypted on their way. */
export function attachmentUrl({ base, token }: MediaAddress, id: number): string {
  return `${base}attachment/${token}/${id}`;
}

/** Address of the picture of somebody, a group or a room; another `version` is another picture. */
export function pictureUrl(
  { base, token }: MediaAddress,
  { of, version }: { readonly of: string; readonly version: number },
): string {
  return `${base}avatar/${token}/${of}?${version}`;
}

/** Address of an attachment; `undefined` where nothing serves media. */
export function useAttachmentUrl(): (id: number) => string | undefined {
  const address = useAppSelector(selectInfo)?.media;
  return useCallback((id) => (address === undefined ? undefined : attachmentUrl(address, id)), [address]);
}
