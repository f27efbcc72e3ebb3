import { DesktopRows } from './desktop-rows.tsx';

/** How the app behaves on this computer. Spec 08, SET-08. */
export function PreferencesPage() {
  return <DesktopRows />;
}
