import { type TextPart, textParts } from './message-text-model.ts';

/** How words between marks are shown. */
export type Emphasis = 'bold' | 'italic' | 'strike';

/** A stretch of a formatted message. It knows its marks: with them put back, all parts together are the text. */
export type FormattedPart =
  | TextPart
  /** `isBlock`: lines of their own. */
  | { readonly kind: 'code'; readonly text: string; readonly isBlock: boolean; readonly source: string }
  | {
      readonly kind: 'emphasis';
      readonly emphasis: Emphasis;
      readonly mark: string;
      readonly parts: readonly FormattedPart[];
    };

/** Three backticks and a name of a language, lines, three backticks; or words of one line between single ones. */
const CODE = /```(?:[\w+#-]*\n)?([\s\S]+?)\n?```\n?|`([^`\n]+)`/gu;

const EMPHASES: Readonly<Record<string, Emphasis>> = { '*': 'bold', _: 'italic', '~': 'strike' };
/** One mark or two of the same, as people know them from elsewhere. */
const MARKS = /\*{1,2}|_{1,2}|~{1,2}/gu;

/** Marks deeper inside each other than this stay as they are: nobody writes so, and nothing is nested without end. */
const DEEPEST = 4;

/** Reads the marks that people write around words; what is sent and copied keeps them. Spec 08, CNV-23. */
export function formattedParts(text: string): readonly FormattedPart[] {
  const parts: FormattedPart[] = [];
  let end = 0;
  for (const match of text.matchAll(CODE)) {
    const [source, block, inline] = match;
    parts.push(...emphasised(textParts(text.slice(end, match.index)), 0));
    parts.push({ kind: 'code', text: block ?? inline ?? '', isBlock: block !== undefined, source });
    end = match.index + source.length;
  }
  parts.push(...emphasised(textParts(text.slice(end)), 0));
  return parts;
}

/** The words without their marks, for places that show a line of them. */
export function wordsOf(parts: readonly FormattedPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'emphasis') return wordsOf(part.parts);
      return part.kind === 'code' && part.isBlock ? `${part.text}\n` : part.text;
    })
    .join('');
}

/** A mark that may begin or end something. */
interface Mark {
  /** Which part it stands in, and where. */
  readonly part: number;
  readonly at: number;
  readonly text: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

function emphasised(parts: readonly TextPart[], depth: number): readonly FormattedPart[] {
  const marks = depth < DEEPEST ? marksIn(parts) : [];
  const found: FormattedPart[] = [];
  let from: Place = { part: 0, at: 0 };
  for (let index = 0; index < marks.length; index += 1) {
    const opening = marks[index];
    const closing = closingOf(marks, index, parts);
    const emphasis = EMPHASES[opening?.text.charAt(0) ?? ''];
    if (opening === undefined || closing === undefined || emphasis === undefined) continue;
    const inside = cut(parts, behind(opening), closing);
    found.push(...cut(parts, from, opening), {
      kind: 'emphasis',
      emphasis,
      mark: opening.text,
      parts: emphasised(inside, depth + 1),
    });
    from = behind(closing);
    index = marks.indexOf(closing);
  }
  return [...found, ...cut(parts, from)];
}

/** What may stand before a mark that begins something, and behind one that ends it: nothing, white space, punctuation, other marks. */
const BEFORE = /(?:^|[\s\p{Ps}\p{Pi}"'*_~\p{Pd}])$/u;
const BEHIND = /^(?:$|[\s\p{Pe}\p{Pf}"'*_~\p{Pd}.,;:!?…])/u;

/** Marks stand at the edges of words: within one, as in snake_case or 2*3*4, they are letters. */
function marksIn(parts: readonly TextPart[]): readonly Mark[] {
  return parts.flatMap((part, index) => {
    if (part.kind !== 'text') return [];
    return Array.from(part.text.matchAll(MARKS), (match): Mark => {
      const { index: at } = match;
      const [text] = match;
      // A link or a name next to it is a word.
      const before = at > 0 ? part.text.charAt(at - 1) : index > 0 ? 'x' : '';
      const next = part.text.charAt(at + text.length);
      const after = next !== '' ? next : index < parts.length - 1 ? 'x' : '';
      const mark = text.charAt(0);
      const isWord = (beside: string) => beside !== mark && beside.trim() !== '';
      return {
        part: index,
        at,
        text,
        opens: isWord(after) && BEFORE.test(before),
        closes: isWord(before) && BEHIND.test(after),
      };
    });
  });
}

/** The nearest mark of the same kind on the same line that may end what `marks[index]` begins. */
function closingOf(marks: readonly Mark[], index: number, parts: readonly TextPart[]): Mark | undefined {
  const opening = marks[index];
  if (opening?.opens !== true) return undefined;
  const closing = marks.find((mark, at) => at > index && mark.closes && mark.text === opening.text);
  if (closing === undefined) return undefined;
  const isOnOneLine = cut(parts, behind(opening), closing).every(({ text }) => !text.includes('\n'));
  return isOnOneLine ? closing : undefined;
}

interface Place {
  readonly part: number;
  readonly at: number;
}

function behind({ part, at, text }: Mark): Place {
  return { part, at: at + text.length };
}

/** What stands between two places, or up to the end. */
function cut(parts: readonly TextPart[], from: Place, to?: Place): readonly TextPart[] {
  return parts.flatMap((part, index) => {
    if (index < from.part || (to !== undefined && index > to.part)) return [];
    if (part.kind !== 'text') return to?.part === index ? [] : [part];
    const start = index === from.part ? from.at : 0;
    const end = index === to?.part ? to.at : part.text.length;
    return start < end ? [{ kind: 'text', text: part.text.slice(start, end) }] : [];
  });
}
