import type { Texts } from '../text/texts.ts';
import { failureFor } from './failure.ts';

/** What a person can answer to a failure. */
export type FailureAction = 'copy' | 'restart' | 'repair' | 'delete' | 'quit';

/** A failure in words, with the buttons below them. */
export interface FailureNotice {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly FailureAction[];
  /** Labels of `actions`, in their order. */
  readonly buttons: readonly string[];
}

/** The words for an error code. */
export function failureNotice(
  code: string,
  texts: Texts,
  { canRepair = false }: { readonly canRepair?: boolean } = {},
): FailureNotice {
  const { title, body, offersDelete, offersRestart } = failureFor(code);
  const actions: readonly FailureAction[] = [
    'copy',
    ...(canRepair ? ['repair' as const] : []),
    ...(offersRestart ? ['restart' as const] : []),
    ...(offersDelete ? ['delete' as const] : []),
    'quit',
  ];
  return {
    title: texts(title),
    body: texts(body),
    actions,
    buttons: actions.map((action) => label(action, texts)),
  };
}

/** The same as one line of JSON with its line break, for whoever has no dialogs (docs/process-contract.md). */
export function failureLine(code: string, texts: Texts, offers?: { readonly canRepair: boolean }): string {
  const { title, body, buttons } = failureNotice(code, texts, offers);
  return `${JSON.stringify({ dialog: 'failure', code, title, body, buttons })}\n`;
}

function label(action: FailureAction, texts: Texts): string {
  switch (action) {
    case 'copy':
      return texts('nativeErrorCopy');
    case 'restart':
      return texts('nativeRestart');
    case 'repair':
      return texts('nativeRepair');
    case 'delete':
      return texts('nativeDeleteAllData');
    case 'quit':
      return texts('nativeQuit');
  }
}
