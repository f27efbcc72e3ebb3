import { useCallback } from 'react';

import type { MediaAddress } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectInfo } from '../../app/session-slice.ts';

/** Address of the bytes of an attachment, decrypted on their way. */
export function attachmentUrl({ base, token }: MediaAddress, id: number): string {
  return `${base}attachment/${token}/${id}`;
}

/** Address of somebody's picture; another `version` is another picture. */
export function pictureUrl(
  { base, token }: MediaAddress,
  { accountId, version }: { readonly accountId: string; readonly version: number },
): string {
  return `${base}avatar/${token}/${accountId}?${version}`;
}

/** Address of an attachment; `undefined` where nothing serves media. */
export function useAttachmentUrl(): (id: number) => string | undefined {
  const address = useAppSelector(selectInfo)?.media;
  return useCallback((id) => (address === undefined ? undefined : attachmentUrl(address, id)), [address]);
}
