import { useCatalogue } from '../../app/text/text-context.ts';

/** Says how long something took, as people say it: `240 ms`, `1.2 s`. */
export function useMilliseconds(): (ms: number) => string {
  const { locale } = useCatalogue();
  return (ms) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: ms < 1_000 ? 'millisecond' : 'second',
      unitDisplay: 'short',
      maximumFractionDigits: ms < 1_000 ? 0 : 1,
    }).format(ms < 1_000 ? ms : ms / 1_000);
}
