import { useEffect } from 'react';

/** Notes the first moment at which a person can do something; benchmarks read it. */
export function useMarkUsable(): void {
  useEffect(() => {
    if (performance.getEntriesByName('usable').length === 0) performance.mark('usable');
  }, []);
}
