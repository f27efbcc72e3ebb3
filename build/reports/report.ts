/** What a long run has to tell. Every text is Markdown of one line. */
export interface Report {
  readonly title: string;
  /** What was run, as somebody else would run it. */
  readonly command: string;
  /** What it is and what it looks for. */
  readonly about: string;
  readonly isWell: boolean;
  /** What was found, one line each. */
  readonly verdict: readonly string[];
  readonly facts: readonly Fact[];
  readonly tables: readonly Table[];
}

export type Fact = readonly [name: string, value: string | number];

export interface Table {
  readonly title: string;
  /** Below the title, when there is something to explain. */
  readonly about?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Where and when it ran; nothing that names a machine or a person. */
export interface Circumstances {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
}

/** The page of a report, in Markdown. */
export function reportText(report: Report, { date, commit, machine }: Circumstances): string {
  const facts: readonly Fact[] = [
    ['date', date],
    ['commit', `\`${commit}\``],
    ['machine', machine],
    ...report.facts,
  ];
  return `${[
    `# ${report.title}`,
    report.about,
    `Written by \`${report.command}\`; the next run writes it anew.`,
    `**${report.isWell ? 'All is well.' : 'Something is wrong.'}**`,
    ...(report.verdict.length === 0 ? [] : [report.verdict.map((line) => `- ${escaped(line)}`).join('\n')]),
    markdownTable(['', ''], facts),
    ...report.tables.flatMap(({ title, about, head, rows }) => [
      `## ${title}`,
      ...(about === undefined ? [] : [about]),
      rows.length === 0 ? 'Nothing.' : markdownTable(head, rows),
    ]),
  ].join('\n\n')}\n`;
}

/** `count` of the items, evenly spread, the first and the last among them; all when there are no more. */
export function thinned<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, at) => items[Math.round(at * step)] as Item);
}

/** Counts by name, the most frequent first, as rows. */
export function countRows(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([left, one], [right, other]) => other - one || left.localeCompare(right, 'en'));
}

/** For people: `1 h 5 min`, `4 min 10 s`, `12 s`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => escaped(String(cell))).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
