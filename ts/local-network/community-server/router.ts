import type { Handler } from './call.ts';

export interface Route {
  readonly method: string;
  /** `/room/:room/message/:id`: a part with a colon is whatever stands there. */
  readonly path: string;
  readonly handle: Handler;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled extends Route {
  readonly parts: readonly string[];
}

/** Finds who answers a request. */
export class Router {
  /** By method and how many parts a path has. */
  private readonly routes = new Map<string, readonly Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const parts = route.path.split('/');
      const key = keyOf(route.method, parts);
      this.routes.set(key, [...(this.routes.get(key) ?? []), { ...route, parts }]);
    }
  }

  /** @param path without the query; parts are decoded here. */
  match(method: string, path: string): Match | undefined {
    const given = path.split('/');
    for (const route of this.routes.get(keyOf(method, given)) ?? []) {
      const params = paramsIn(route.parts, given);
      if (params !== undefined) return { route, params };
    }
    return undefined;
  }
}

/** `text` without its percent-encoding; undefined when that is broken. */
export function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function paramsIn(
  parts: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const params: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const value = percentDecoded(given[at] ?? '');
    if (value === undefined || (part !== '' && value === '')) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function keyOf(method: string, parts: readonly string[]): string {
  return `${method} ${parts.length}`;
}
