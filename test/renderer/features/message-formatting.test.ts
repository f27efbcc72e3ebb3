import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  type FormattedPart,
  formattedParts,
} from '../../../src/renderer/features/conversation/message-formatting.ts';

const TAGS = { bold: 'b', italic: 'i', strike: 's' } as const;

/** As mark-up, which only a test makes of it. */
function drawn(parts: readonly FormattedPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'emphasis')
        return `<${TAGS[part.emphasis]}>${drawn(part.parts)}</${TAGS[part.emphasis]}>`;
      if (part.kind === 'code') return part.isBlock ? `<pre>${part.text}</pre>` : `<code>${part.text}</code>`;
      return part.kind === 'mention' ? '<@>' : part.text;
    })
    .join('');
}

/** The text that parts were read from. */
function sourceOf(parts: readonly FormattedPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'emphasis') return part.mark + sourceOf(part.parts) + part.mark;
      return part.kind === 'code' ? part.source : part.text;
    })
    .join('');
}

const MENTION = `@05${'ab'.repeat(32)}`;

test.each([
  ['*bold* _italic_ ~struck~ `code`', '<b>bold</b> <i>italic</i> <s>struck</s> <code>code</code>'],
  ['**bold** and __italic__', '<b>bold</b> and <i>italic</i>'],
  ['*a _b_ c*', '<b>a <i>b</i> c</b>'],
  ['_*both*_', '<i><b>both</b></i>'],
  ['(*in brackets*), "*quoted*"!', '(<b>in brackets</b>), "<b>quoted</b>"!'],
  ['*жирный* и _курсив_', '<b>жирный</b> и <i>курсив</i>'],
  [`*${MENTION}* and *see https://a.example now*`, '<b><@></b> and <b>see https://a.example now</b>'],
  ['```\nlet a = b_c * 2;\n```', '<pre>let a = b_c * 2;</pre>'],
  ['so:\n```ts\nconst a = 1;\n```\nthen', 'so:\n<pre>const a = 1;</pre>then'],
  ['`*not bold*` *bold*', '<code>*not bold*</code> <b>bold</b>'],
])('CNV-23: %j', (text, drawing) => {
  expect(drawn(formattedParts(text))).toBe(drawing);
});

test.each([
  'snake_case_name and 2*3*4',
  '2 * 3 * 4',
  '* one\n* two',
  '¯\\_(ツ)_/¯',
  '~5 or ~6',
  '*not\nover lines*',
  '* nothing *',
  '** and ****',
  '*open',
  '``',
  'https://a.example/_x_/*y*',
])('CNV-23: %j stays as it is', (text) => {
  expect(drawn(formattedParts(text))).toBe(text);
});

test('CNV-23: with the marks put back, whatever was written is there', () => {
  const piece = fc.constantFrom(
    '*',
    '_',
    '~',
    '**',
    '`',
    '```',
    '\n',
    ' ',
    'a',
    'Ж',
    '(',
    ')',
    'https://a.example ',
    MENTION,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      expect(sourceOf(formattedParts(text))).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});
