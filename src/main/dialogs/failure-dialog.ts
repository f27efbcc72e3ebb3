import { app, clipboard, dialog } from 'electron';

import type { Texts } from '../text/texts.ts';
import { type FailureAction, failureLine, failureNotice } from './failure-notice.ts';

/** What the person decided; `logged`: there was no dialog, because the launcher wants a line instead. */
export type FailureDecision = 'quit' | 'restart' | 'repair' | 'delete-all-data' | 'logged';

export interface FailureReport {
  readonly code: string;
  /** Redacted details for the clipboard: no name, no path, no key. */
  readonly details: string;
  readonly texts: Texts;
  /** What can be read of a damaged database may be saved. */
  readonly canRepair: boolean;
  readonly toLog: boolean;
}

/** Shows a native dialog, again after every copying and every deleting that was thought better of, until there is a decision. */
export async function reportFailure({
  code,
  details,
  texts,
  canRepair,
  toLog,
}: FailureReport): Promise<FailureDecision> {
  if (toLog) {
    process.stdout.write(failureLine(code, texts, { canRepair }));
    return 'logged';
  }
  const { actions, ...question } = failureNotice(code, texts, { canRepair });
  for (;;) {
    const action = await ask(question, actions);
    if (action === 'copy') await clipboard.writeText(details);
    if (action === 'restart') return 'restart';
    if (action === 'repair') return 'repair';
    if (action === 'quit') return 'quit';
    if (action === 'delete' && (await confirmDelete(texts))) return 'delete-all-data';
  }
}

/** Removes nothing without a second, explicit yes. */
async function confirmDelete(texts: Texts): Promise<boolean> {
  const question = {
    title: texts('nativeDeleteAllDataConfirmTitle'),
    body: texts('nativeDeleteAllDataConfirmBody'),
    buttons: [texts('nativeDeleteAllData'), texts('cancel')],
  };
  return (await ask(question, ['delete', 'quit'])) === 'delete';
}

/** The last button is the one for Enter, Escape and closing. */
async function ask(
  question: { readonly title: string; readonly body: string; readonly buttons: readonly string[] },
  actions: readonly FailureAction[],
): Promise<FailureAction> {
  const last = question.buttons.length - 1;
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: app.getName(),
    message: question.title,
    detail: question.body,
    buttons: [...question.buttons],
    defaultId: last,
    cancelId: last,
    noLink: true,
  });
  return actions[response] ?? 'quit';
}
