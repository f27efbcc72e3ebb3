/** Which releases somebody wants: those for everybody, or those before them, too. */
export const UPDATE_CHOICES = ['stable', 'beta'] as const;
export type UpdateChoice = (typeof UPDATE_CHOICES)[number];

/** What there is to know about updates of the app (spec 08 APP-10). */
export interface UpdateView {
  /** `loading` and `ready` follow only on what a person has asked for. */
  readonly phase: 'off' | 'waiting' | 'checking' | 'available' | 'loading' | 'ready';
  /** Why nothing is looked for: this is no build with updates, it has no feed, or Chromium cannot use the proxy. */
  readonly offReason?: 'no-updates' | 'no-feed' | 'proxy-password';
  /** The newer version, from `available` on. */
  readonly version?: string;
  /** Whether the app can put it in its place by itself, or a person has to. */
  readonly way?: 'install' | 'by-hand';
  /** What is new, and where to get it. */
  readonly page?: string;
  /** What to type when the file was fetched by hand. */
  readonly command?: string;
  /** 0 to 100, while it is being loaded. */
  readonly percent?: number;
  /** Loading or installing was tried, and did not work. */
  readonly isFailed?: boolean;
  /** What the last look brought, and when, ms since the epoch. */
  readonly outcome?: 'newest' | 'found' | 'unreachable' | 'refused' | 'expired';
  readonly checkedAtMs?: number;
  /** It may be offered; false when somebody has said "later". */
  readonly isOffered: boolean;
}

const HTTPS_EXCEPTIONS = /^(?:localhost|127\.0\.0\.1|\[::1\]|[a-z2-7]{56}\.onion)$/;
const MOST_CHARACTERS = 300;

/** Whether updates may be looked for there: https, or http within this computer or Tor. What they are worth their signatures say. */
export function isFeedAddress(text: string): boolean {
  if (text.length > MOST_CHARACTERS || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (`${username}${password}${search}${hash}` !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && HTTPS_EXCEPTIONS.test(hostname));
}
