import { arch } from 'node:os';

import { type BrowserWindow, type MessageBoxOptions, dialog } from 'electron';

import { PRODUCT_NAME } from '../build-constants.ts';
import type { Texts } from '../text/texts.ts';
import { type AboutFacts, aboutText } from './about-text.ts';

interface AboutOptions {
  readonly texts: Texts;
  readonly copy: (text: string) => void;
  /** What it stands before; Esc closes it. */
  readonly window: BrowserWindow | undefined;
}

/** Says which program this is. */
export async function showAbout(
  facts: Omit<AboutFacts, 'system'>,
  { texts, copy, window }: AboutOptions,
): Promise<void> {
  const system = `${process.platform} ${process.getSystemVersion()} ${arch()}`;
  const body = aboutText({ ...facts, system }, texts);
  const box: MessageBoxOptions = {
    type: 'info',
    title: texts('nativeMenuAbout'),
    message: PRODUCT_NAME,
    detail: body,
    buttons: [texts('close'), texts('copy')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === undefined
    ? dialog.showMessageBox(box)
    : dialog.showMessageBox(window, box));
  if (response === 1) copy(`${PRODUCT_NAME}\n${body}`);
}
