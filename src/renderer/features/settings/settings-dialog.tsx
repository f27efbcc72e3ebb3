import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Dialog } from '../../ui/index.ts';
import { dialogClosed, dialogReplaced, type SettingsPage } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { AppearancePage } from './appearance-page.tsx';
import { HelpPage } from './help-page.tsx';
import { MainPage } from './main-page.tsx';
import { RecoveryPasswordPage } from './recovery-password-page.tsx';

const TITLES = {
  main: 'sessionSettings',
  appearance: 'sessionAppearance',
  'recovery-password': 'sessionRecoveryPassword',
  help: 'sessionHelp',
} as const satisfies Record<SettingsPage, string>;

/** Settings: pages inside one dialog. Spec 08, SET-01 and SET-02. */
export function SettingsDialog({ page }: { readonly page: SettingsPage }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const back = () => dispatch(dialogReplaced({ kind: 'settings', page: 'main' }));
  return (
    <Dialog
      modalId="userSettingsModal"
      title={t(TITLES[page])}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
      {...(page === 'main' ? {} : { onBack: back })}
    >
      <Page page={page} />
    </Dialog>
  );
}

function Page({ page }: { readonly page: SettingsPage }) {
  switch (page) {
    case 'main':
      return <MainPage />;
    case 'appearance':
      return <AppearancePage />;
    case 'recovery-password':
      return <RecoveryPasswordPage />;
    case 'help':
      return <HelpPage />;
  }
}
