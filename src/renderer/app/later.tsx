import { type ComponentType, useSyncExternalStore } from 'react';

/** A part of the window whose code is fetched after the first picture. */
export interface Later<Props> {
  /** Nothing, until its code is there. */
  readonly Part: ComponentType<Props>;
  /** Fetches the code; at most once. */
  load(): Promise<void>;
}

export function later<Props extends object>(fetchPart: () => Promise<ComponentType<Props>>): Later<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<void> | undefined;
  const waiting = new Set<() => void>();
  const load = (): Promise<void> => {
    loading ??= fetchPart().then((part) => {
      loaded = part;
      for (const isThere of waiting) isThere();
    });
    return loading;
  };
  const subscribe = (isThere: () => void): (() => void) => {
    waiting.add(isThere);
    void load();
    return () => waiting.delete(isThere);
  };
  function Part(props: Props) {
    const Loaded = useSyncExternalStore(subscribe, () => loaded);
    return Loaded === undefined ? undefined : <Loaded {...props} />;
  }
  return { Part, load };
}
