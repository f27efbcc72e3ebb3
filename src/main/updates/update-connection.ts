import type { Session } from 'electron';

import { type ChromiumRoute, proxyConfig } from '../windows/chromium-network.ts';
import { MAX_ENVELOPE_CHARACTERS } from './envelope.ts';
import { UpdateError } from './update-error.ts';

/** The session that electron-updater loads with; it lives in memory and has no cache. */
export const UPDATE_SESSION = 'electron-updater';

const LIMIT_MS = 30_000;
/** A feed's statements may be several envelopes. */
const MAX_BYTES = 4 * MAX_ENVELOPE_CHARACTERS;
const PRODUCT = 'Undertone';
const LANGUAGE = 'en';
const NOT_FOUND: readonly number[] = [404, 410];

type UpdateSession = Pick<Session, 'setProxy' | 'setUserAgent' | 'closeAllConnections' | 'fetch'>;

/** The way of updates through the network: the person's proxy or none, and nothing before that is known. */
export class UpdateConnection {
  private readonly open: () => UpdateSession;
  private ready: Promise<UpdateSession> | undefined;

  /** @param open the session of {@link UPDATE_SESSION}; asked for only when there is a route for it */
  constructor(open: () => UpdateSession) {
    this.open = open;
  }

  /** Whatever is under way on another route is cut off. */
  use(route: ChromiumRoute): void {
    const ready = this.routed(route);
    // Whoever fetches hears of it.
    ready.catch(() => undefined);
    this.ready = ready;
  }

  /**
   * The text at an address.
   * @returns undefined when nothing is there
   * @throws {UpdateError} `update-unreachable`, also when there is too much of it
   */
  async fetchText(url: string): Promise<string | undefined> {
    if (this.ready === undefined) throw new UpdateError('update-unreachable');
    try {
      const session = await this.ready;
      const response = await session.fetch(url, {
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      if (NOT_FOUND.includes(response.status)) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) throw new UpdateError('update-unreachable');
      return await textWithin(response, MAX_BYTES);
    } catch (cause) {
      throw new UpdateError('update-unreachable', { cause });
    }
  }

  private async routed(route: ChromiumRoute): Promise<UpdateSession> {
    const session = this.open();
    // Neither version nor language is anybody's business there.
    session.setUserAgent(PRODUCT, LANGUAGE);
    await session.setProxy(proxyConfig(route));
    await session.closeAllConnections();
    return session;
  }
}

/** Stops reading when there is too much. */
async function textWithin(response: Response, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const body = response.body as ReadableStream<Uint8Array> | null;
  const reader = body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) return Buffer.concat(pieces).toString('utf8');
    bytes += piece.value.length;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw new UpdateError('update-unreachable');
    }
    pieces.push(piece.value);
  }
}
