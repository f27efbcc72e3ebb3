import type { Texts } from '../text/texts.ts';
import { type FailureAction, type FailureNotice, failureNotice } from './failure-notice.ts';

/** What the person decided; `logged`: there was no dialog, because the launcher wants a line instead. */
export type FailureDecision = 'quit' | 'restart' | 'repair' | 'delete-all-data' | 'logged';

/** A question with its buttons; the last one is the one for Enter, Escape and closing. */
export type FailureQuestion = Pick<FailureNotice, 'title' | 'body' | 'buttons'>;

export interface FailureDesktop {
  /** The index of the button that was pressed. */
  readonly ask: (question: FailureQuestion) => Promise<number>;
  readonly copy: () => Promise<void>;
}

/** Asks again after every copying and every deleting that was thought better of, until there is a decision. Spec 08, APP-12. */
export async function decideOnFailure(
  code: string,
  texts: Texts,
  { ask, copy, canRepair }: FailureDesktop & { readonly canRepair: boolean },
): Promise<Exclude<FailureDecision, 'logged'>> {
  const { actions, ...question } = failureNotice(code, texts, { canRepair });
  for (;;) {
    const action: FailureAction = actions[await ask(question)] ?? 'quit';
    if (action === 'copy') await copy();
    if (action === 'restart' || action === 'repair' || action === 'quit') return action;
    if (action === 'delete' && (await ask(deletionQuestion(texts))) === 0) return 'delete-all-data';
  }
}

/** Nothing is removed without a second, explicit yes. */
function deletionQuestion(texts: Texts): FailureQuestion {
  return {
    title: texts('nativeDeleteAllDataConfirmTitle'),
    body: texts('nativeDeleteAllDataConfirmBody'),
    buttons: [texts('nativeDeleteAllData'), texts('cancel')],
  };
}
