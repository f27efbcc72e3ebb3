import { useEffect } from 'react';

import { readDroppedLink } from '../../../ipc/deep-link.ts';
import { api } from '../../app/api.ts';
import { useBridge } from '../../app/bridge.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { AppDispatch } from '../../app/store.ts';
import { isCommunityUrl } from '../communities/community-url.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';

/** Asks about the addresses that lead here: those that the app was opened with, and those that are dragged into the window. */
export function useLinks(): void {
  const dispatch = useAppDispatch();
  const bridge = useBridge();
  useEffect(() => {
    void takeLink(dispatch);
    return bridge.subscribe((events) => {
      if (events.some(({ type }) => type === 'link-waiting')) void takeLink(dispatch);
    });
  }, [bridge, dispatch]);
  useEffect(() => watchDrops((text) => askAbout(dispatch, text)), [dispatch]);
}

async function takeLink(dispatch: AppDispatch): Promise<void> {
  const { data } = await dispatch(api.endpoints.takeLink.initiate(undefined, { track: false }));
  if (data !== undefined && data !== true) dispatch(dialogOpened({ kind: 'open-link', link: data }));
}

function askAbout(dispatch: AppDispatch, text: string): void {
  if (isCommunityUrl(text)) {
    dispatch(dialogOpened({ kind: 'join-community', url: text.trim() }));
    return;
  }
  const link = readDroppedLink(text);
  if (link !== undefined) dispatch(dialogOpened({ kind: 'open-link', link }));
}

/** Text that is dropped anywhere but where it can be written, and is no file. */
function watchDrops(onText: (text: string) => void): () => void {
  const isOurs = ({ target, dataTransfer, defaultPrevented }: DragEvent): boolean =>
    !defaultPrevented &&
    dataTransfer !== null &&
    !dataTransfer.types.includes('Files') &&
    !(target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null);
  const onDragOver = (event: DragEvent) => {
    if (isOurs(event)) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    if (!isOurs(event)) return;
    event.preventDefault();
    onText(event.dataTransfer?.getData('text/plain') ?? '');
  };
  document.addEventListener('dragover', onDragOver);
  document.addEventListener('drop', onDrop);
  return () => {
    document.removeEventListener('dragover', onDragOver);
    document.removeEventListener('drop', onDrop);
  };
}
