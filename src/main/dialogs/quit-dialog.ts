import { dialog } from 'electron';

import type { Texts } from '../text/texts.ts';
import { type Unfinished, quitQuestion } from './quit-question.ts';

/** Whether to quit although something is unfinished. */
export async function confirmQuit(unfinished: Unfinished, texts: Texts): Promise<boolean> {
  const question = quitQuestion(unfinished);
  if (question === undefined) return true;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: texts('nativeQuitTitle'),
    detail: texts(question.body, question.values),
    buttons: [texts('quitButton'), texts('cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
