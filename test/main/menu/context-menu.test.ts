import { describe, expect, test } from 'vitest';

import { contextMenuItems } from '../../../src/main/menu/context-menu.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

const texts = createTexts('en');
const FLAGS = {
  canUndo: true,
  canRedo: false,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
};
const NOWHERE = {
  isEditable: false,
  selectionText: '',
  linkURL: '',
  editFlags: FLAGS,
  formControlType: 'none',
} as const;

describe('the menu behind the right button', () => {
  test('fields have what can be done in them', () => {
    const items = contextMenuItems({ ...NOWHERE, isEditable: true }, { texts, copy: () => undefined });
    const enabled = items.filter((item) => item.enabled === true).map(({ role }) => role);
    expect(enabled).toEqual(['undo', 'cut', 'copy', 'paste', 'selectAll']);
  });

  test('a password is not copied out of its field', () => {
    const field = { ...NOWHERE, isEditable: true, formControlType: 'input-password' } as const;
    const items = contextMenuItems(field, { texts, copy: () => undefined });
    const enabled = items.filter((item) => item.enabled === true).map(({ role }) => role);
    expect(enabled).toEqual(['undo', 'paste', 'selectAll']);
  });

  test('marked text and links can be copied; where nothing is, there is no menu', () => {
    const copied: string[] = [];
    const copy = (text: string) => void copied.push(text);
    expect(contextMenuItems(NOWHERE, { texts, copy })).toEqual([]);
    expect(contextMenuItems({ ...NOWHERE, linkURL: 'app://bundle/index.html' }, { texts, copy })).toEqual([]);
    const link = { ...NOWHERE, selectionText: 'see', linkURL: 'https://example.org/' };
    const items = contextMenuItems(link, { texts, copy });
    expect(items.map(({ label }) => label)).toEqual(['Copy', 'Copy URL']);
    (items[1] as { click: () => void }).click();
    expect(copied).toEqual(['https://example.org/']);
  });
});
