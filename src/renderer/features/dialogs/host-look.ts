// Names of sites that may look like others. Spec 08, CNV-07.

/** What a name of a site may hide: letters of another alphabet, or of several at once. */
export type HostLook = 'plain' | 'foreign-letters' | 'mixed-scripts';

const SCRIPTS: readonly (readonly [name: string, letter: RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Han', /\p{Script=Han}/u],
  ['Hiragana', /\p{Script=Hiragana}/u],
  ['Katakana', /\p{Script=Katakana}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Bopomofo', /\p{Script=Bopomofo}/u],
];
/** Letters of no alphabet of its own: digits, hyphens, marks. */
const SHARED = /[\p{Script=Common}\p{Script=Inherited}]/u;

/** Alphabets that are written together (UTS 39, "highly restrictive"). */
const TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Hangul']),
  new Set(['Latin', 'Han', 'Bopomofo']),
];

/** How the name of a site looks, and how computers write it. The address is one that `URL` takes. */
export function hostLook(url: string): { readonly look: HostLook; readonly host: string } {
  const host = new URL(url).hostname;
  if (!host.split('.').some((label) => label.startsWith('xn--'))) return { look: 'plain', host };
  const isMixed = writtenHost(url)
    .split('.')
    .some((label) => isMixture(scriptsOf(label)));
  return { look: isMixed ? 'mixed-scripts' : 'foreign-letters', host };
}

/** As it stands in the address, before `URL` makes it readable to computers. */
function writtenHost(url: string): string {
  const authority = /^[a-z]+:\/\/([^/?#]*)/iu.exec(url)?.[1] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/u, '');
}

function scriptsOf(label: string): ReadonlySet<string> {
  const scripts = new Set<string>();
  for (const letter of label.normalize('NFC')) {
    if (SHARED.test(letter)) continue;
    scripts.add(SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'another');
  }
  return scripts;
}

function isMixture(scripts: ReadonlySet<string>): boolean {
  return (
    scripts.size > 1 && !TOGETHER.some((together) => [...scripts].every((script) => together.has(script)))
  );
}
