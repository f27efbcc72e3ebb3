/**
 * The way to web servers. Name and connection are two steps, so that what was checked is what is connected to: a name that is asked
 * for twice may have two answers.
 */
export interface PreviewHttp {
  /**
   * All addresses of a host; undefined when a proxy finds them, and the name is given to it.
   * @throws anything when there are none.
   */
  resolve(hostname: string): Promise<readonly string[] | undefined>;
  /**
   * One GET, without following redirects, until the head of the answer is there. When `signal` aborts, it and the body fail.
   * @throws anything when there is no answer.
   */
  get(request: PreviewRequest): Promise<PreviewResponse>;
}

export interface PreviewRequest {
  /** `https`, and the name that the certificate must be for. */
  readonly url: URL;
  /** What to connect to; undefined when `resolve` said so. */
  readonly address: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface PreviewResponse {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection, whatever is still to come. */
  close(): void;
}
