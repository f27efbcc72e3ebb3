import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server that does not do what it should does it. */
export type Fault = 'none' | 'cuts-off' | 'changes-a-byte' | 'never-ends';

/** A place for updates on this machine. */
export interface UpdateFeed {
  readonly url: string;
  readonly files: Map<string, Buffer>;
  /** Everything that was asked: method, name, and which bytes. */
  readonly requests: readonly string[];
  /** All headers that were ever sent, with their values. */
  readonly headers: ReadonlySet<string>;
  /** Bytes of files that were sent since the last call. */
  takeSentBytes(): number;
  /** What is wrong from now on with files other than JSON. */
  fail(fault: Fault): void;
  close(): Promise<void>;
}

interface Range {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
}

const BOUNDARY = 'between-two-ranges';

/** Serves files as a good web server does: whole, in one range, or in several at once (RFC 9110 §14). */
export async function startUpdateFeed(): Promise<UpdateFeed> {
  const files = new Map<string, Buffer>();
  const requests: string[] = [];
  const headers = new Set<string>();
  let sentBytes = 0;
  let fault: Fault = 'none';

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const name = (request.url ?? '').slice(1);
    requests.push(`${request.method ?? ''} ${name} ${request.headers.range ?? ''}`.trim());
    for (const [header, value] of Object.entries(request.headers)) headers.add(`${header}: ${String(value)}`);
    const file = files.get(name);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const isFaulty = fault !== 'none' && !name.endsWith('.json');
    const content = isFaulty && fault === 'changes-a-byte' ? withOtherByte(file) : file;
    // Whoever does not do what it should does not do ranges either: the whole file is what is tried in the end.
    const ranges = isFaulty ? [] : rangesOf(request.headers.range, content.length);
    const { status, head, body } = parts(content, ranges);
    sentBytes += body.length;
    const isEndless = isFaulty && fault === 'never-ends';
    response.writeHead(status, { ...(isEndless ? {} : head), 'accept-ranges': isFaulty ? 'none' : 'bytes' });
    if (isFaulty && fault === 'cuts-off') {
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    } else if (isEndless) pour(response, content);
    else response.end(body);
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    requests,
    headers,
    takeSentBytes: () => {
      const bytes = sentBytes;
      sentBytes = 0;
      return bytes;
    },
    fail: (next) => {
      fault = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parts(content: Buffer, ranges: readonly Range[]) {
  const [only] = ranges;
  if (only === undefined) {
    return { status: 200, head: { 'content-length': String(content.length) }, body: content };
  }
  const label = ({ start, end }: Range): string => `bytes ${start}-${end - 1}/${content.length}`;
  if (ranges.length === 1) {
    const body = content.subarray(only.start, only.end);
    return {
      status: 206,
      head: { 'content-length': String(body.length), 'content-range': label(only) },
      body,
    };
  }
  const pieces = ranges.flatMap((range) => [
    Buffer.from(
      `\r\n--${BOUNDARY}\r\ncontent-type: application/octet-stream\r\ncontent-range: ${label(range)}\r\n\r\n`,
    ),
    content.subarray(range.start, range.end),
  ]);
  const body = Buffer.concat([...pieces, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return {
    status: 206,
    head: {
      'content-length': String(body.length),
      'content-type': `multipart/byteranges; boundary=${BOUNDARY}`,
    },
    body,
  };
}

function rangesOf(header: string | undefined, length: number): readonly Range[] {
  const list = /^bytes=(.*)$/.exec(header ?? '')?.[1]?.split(',') ?? [];
  return list.flatMap((text) => {
    const [, start, last] = /^\s*(\d+)-(\d+)\s*$/.exec(text) ?? [];
    if (start === undefined || last === undefined) return [];
    return [{ start: Number(start), end: Math.min(Number(last) + 1, length) }];
  });
}

function withOtherByte(file: Buffer): Buffer {
  const changed = Buffer.from(file);
  const middle = changed.length >> 1;
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  return changed;
}

/** Sends the file again and again, without saying how long it is. */
function pour(response: ServerResponse, content: Buffer): void {
  if (response.destroyed) return;
  response.write(content, () => pour(response, content));
}
