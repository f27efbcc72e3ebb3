import { useEffect, useState } from 'react';

import type { RoomPreviewView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { Avatar } from '../../ui/index.ts';

/** The picture of a room that has not been joined, as its server has it; until it is there, and where there is none, its initials. */
export function RoomDisc({
  room: { url, serverUrl, room, name, hasPicture },
  size,
}: {
  readonly room: RoomPreviewView;
  readonly size: number;
}) {
  const pictureUrl = useServedPicture(hasPicture ? url : undefined);
  return <Avatar id={`${serverUrl}/${room}`} name={name} size={size} pictureUrl={pictureUrl} />;
}

/** The address of the bytes in this page. */
function useServedPicture(url: string | undefined): string | undefined {
  const dispatch = useAppDispatch();
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    if (url === undefined) return undefined;
    let address: string | undefined;
    let isWanted = true;
    const load = async () => {
      // Not tracked: the store keeps no bytes.
      const { data } = await dispatch(api.endpoints.communityRoomPicture.initiate({ url }, { track: false }));
      if (data === undefined || !isWanted) return;
      // Without a type it is a picture only if its bytes say so; SVG, which could carry more than pixels, never is.
      address = URL.createObjectURL(new Blob([new Uint8Array(data)]));
      setPicture(address);
    };
    void load();
    return () => {
      isWanted = false;
      setPicture(undefined);
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [dispatch, url]);
  return picture;
}
