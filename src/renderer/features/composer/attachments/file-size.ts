import { useCatalogue } from '../../../app/text/text-context.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Says how large a file is, as people say it. */
export function useFileSize(): (bytes: number) => string {
  const { locale } = useCatalogue();
  return (bytes) => {
    const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: UNITS[step],
      unitDisplay: 'short',
      maximumFractionDigits: step >= 2 ? 1 : 0,
    }).format(bytes / 1_000 ** step);
  };
}
