import { useAppDispatch } from '../../app/hooks.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';

/** Asks before an address opens. Spec 08, CNV-07. */
export function useOpenUrl(): (url: string) => void {
  const dispatch = useAppDispatch();
  return (url) => dispatch(dialogOpened({ kind: 'open-url', url }));
}
