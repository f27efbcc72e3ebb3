import { type Measurement, type Target, type Unit, type Verdict, judge } from './measurement.ts';

const HEADINGS = ['measured', 'median', 'p99', 'floor', 'against it', 'target', ''] as const;

/** A table for people: one row for each measurement, columns as wide as they must be. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [HEADINGS, ...measurements.map(row)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const [headings = '', ...lines] = rows.map(line);
  return [headings, '─'.repeat(headings.length), ...lines].join('\n');
}

/** A value with its unit: `38 µs`, `4.2 ms`, `1.31 s`, `26,300/s`, `3`. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return formatTime(value);
    case 'per-second':
      return `${digits(value)}/s`;
    case 'count':
      return digits(value);
  }
}

function row(measurement: Measurement): readonly string[] {
  const { name, unit, target } = measurement;
  const verdict = judge(measurement);
  return [
    name,
    formatValue(verdict.ours.median, unit),
    unit === 'per-second' ? '' : formatValue(verdict.ours.p99, unit),
    verdict.floor === undefined ? '' : formatValue(verdict.floor.median, unit),
    againstFloor(verdict, measurement),
    target === undefined ? '' : formatTarget(target, unit),
    verdict.reached === undefined ? '' : verdict.reached ? '✔' : '✘',
  ];
}

function againstFloor({ timesFloor, aboveFloor }: Verdict, { unit, target }: Measurement): string {
  if (timesFloor === undefined || aboveFloor === undefined) return '';
  if (target?.kind !== 'above-floor') return `${timesFloor.toFixed(2)} ×`;
  return `${aboveFloor < 0 ? '−' : '+'} ${formatValue(Math.abs(aboveFloor), unit)}`;
}

function formatTarget({ kind, atMost }: Target, unit: Unit): string {
  switch (kind) {
    case 'times-floor':
      return `≤ ${atMost} ×`;
    case 'above-floor':
      return `≤ + ${formatValue(atMost, unit)}`;
    case 'p99':
      return `p99 ≤ ${formatValue(atMost, unit)}`;
    case 'median':
    case 'max':
      return `≤ ${formatValue(atMost, unit)}`;
  }
}

function formatTime(ms: number): string {
  if (ms < 1) return `${digits(ms * 1000)} µs`;
  return ms < 1000 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`;
}

/** Three significant digits, whole numbers as they are. */
function digits(value: number): string {
  return value.toLocaleString('en', {
    maximumSignificantDigits: Math.max(3, Math.ceil(Math.log10(Math.abs(value) + 1))),
  });
}
