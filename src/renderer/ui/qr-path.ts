/** One path over all dark modules of a code (rows of columns), a rectangle of height 1 for every run of them. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return modules.map(rowPath).join('');
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  let start: number | undefined;
  [...row, false].forEach((isDark, x) => {
    if (isDark) start ??= x;
    else if (start !== undefined) {
      path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
      start = undefined;
    }
  });
  return path;
}
