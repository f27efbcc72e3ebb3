import { createContext, useContext } from 'react';

import type { Catalogue } from './catalogue.ts';

const CatalogueContext = createContext<Catalogue | undefined>(undefined);

export const CatalogueProvider = CatalogueContext.Provider;

/** The whole catalogue: for dates and for messages with tags. */
export function useCatalogue(): Catalogue {
  const catalogue = useContext(CatalogueContext);
  if (catalogue === undefined) throw new Error('CatalogueProvider is missing');
  return catalogue;
}

/** `t(key, args)` gives the words for a key. */
export function useText(): Catalogue['text'] {
  return useCatalogue().text;
}
