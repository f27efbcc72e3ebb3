import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/** What a browser says of a request before its content. */
export interface RequestHead {
  readonly url?: string | undefined;
  readonly headers: { readonly host?: string | undefined; readonly origin?: string | undefined };
}

/** Who may talk to the server: pages that it has served itself, to somebody who knows the URL it has printed. */
export class Access {
  private readonly token = randomBytes(TOKEN_BYTES).toString('base64url');
  private readonly host: string;

  /** `port`: where the server listens on 127.0.0.1. */
  constructor(port: number) {
    this.host = `127.0.0.1:${port}`;
  }

  /** Address of the page. Who has it has everything: it is printed once and never logged. */
  get url(): string {
    return `http://${this.host}/${this.token}/`;
  }

  /** What lies behind the token in the path, without its first slash, or `undefined` when the request is not ours to answer. */
  pathOf({ url = '', headers }: RequestHead): string | undefined {
    // Another name for this machine is the mark of DNS rebinding.
    if (headers.host !== this.host) return undefined;
    if (headers.origin !== undefined && headers.origin !== `http://${this.host}`) return undefined;
    const [, token = '', path] = /^\/([^/?#]*)\/([^?#]*)/.exec(url) ?? [];
    return isSame(token, this.token) ? path : undefined;
  }

  /** The same for a socket, which every browser opens with the origin of its page. */
  socketPathOf(head: RequestHead): string | undefined {
    return head.headers.origin === undefined ? undefined : this.pathOf(head);
  }
}

/** In a time that depends on neither text, nor on how long the right one is. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
