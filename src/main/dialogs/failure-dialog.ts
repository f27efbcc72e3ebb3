import { app, clipboard, dialog } from 'electron';

import type { Texts } from '../text/texts.ts';
import { decideOnFailure, type FailureDecision, type FailureQuestion } from './failure-decision.ts';
import { failureLine } from './failure-notice.ts';

export type { FailureDecision };

export interface FailureReport {
  readonly code: string;
  /** Redacted details for the clipboard: no name, no path, no key. */
  readonly details: string;
  readonly texts: Texts;
  /** What can be read of a damaged database may be saved. */
  readonly canRepair: boolean;
  readonly toLog: boolean;
}

/** Shows native dialogs until there is a decision. */
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
  return decideOnFailure(code, texts, { canRepair, ask, copy: async () => clipboard.writeText(details) });
}

async function ask(question: FailureQuestion): Promise<number> {
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
  return response;
}
