import type { Finding } from '../reports/check-report.ts';

/** What of `npm audit --json` is read. */
interface Audit {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: { readonly dependencies?: { readonly total?: number } };
}

interface Vulnerability {
  readonly severity: string;
  /** An advisory, or the name of a package that has one. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

const WHAT = {
  shipped: 'no advisory is known for anything that is shipped',
  tools: 'no severe advisory is known for what it is built and tested with',
} as const;

/**
 * What the registry knows. A registry that does not answer, or answers nothing that could be read, knows nothing: that is no success.
 * @param output of `npm audit --json`
 * @param shipped names of packages of which something reaches people
 */
export function advisoryFindings(output: string, shipped: ReadonlySet<string>): readonly Finding[] {
  const audit = readAudit(output);
  if (audit === undefined) {
    return Object.values(WHAT).map((what) => ({
      what,
      state: 'unknown',
      detail: 'not known: the registry in use gives no advisories, or cannot be reached',
    }));
  }
  const found = Object.entries(audit);
  const ofShipped = found.filter(([name]) => shipped.has(name));
  const ofTools = found.filter(
    ([name, { severity }]) => !shipped.has(name) && (severity === 'high' || severity === 'critical'),
  );
  return [advisory(WHAT.shipped, ofShipped), advisory(WHAT.tools, ofTools)];
}

function readAudit(output: string): Audit['vulnerabilities'] {
  try {
    const audit = JSON.parse(output.slice(output.indexOf('{'))) as Audit;
    // An answer about no package at all is none.
    return (audit.metadata?.dependencies?.total ?? 0) > 0 ? audit.vulnerabilities : undefined;
  } catch {
    return undefined;
  }
}

function advisory(what: string, found: readonly (readonly [string, Vulnerability])[]): Finding {
  const detail = found.map(
    ([name, { severity, via }]) => `${name} (${severity}): ${via.map(nameOf).join(', ')}`,
  );
  return { what, state: found.length === 0 ? 'holds' : 'broken', detail: detail.join('\n') };
}

function nameOf(cause: Vulnerability['via'][number]): string {
  return typeof cause === 'string' ? cause : `${cause.title} ${cause.url}`;
}
