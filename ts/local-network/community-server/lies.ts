import { fromUtf8, toBase64, utf8 } from '../../util/index.ts';
import type { ServerAnswer, ServerRequest } from '../file-server/server-request.ts';
import { isPlainObject } from '../json.ts';
import type { CommunityFaults, PostFault } from './faults.ts';

type Row = Readonly<Record<string, unknown>>;

const MESSAGES = /^\/room\/[^/]+\/messages\//;
const SINCE = /^(\/room\/[^/]+\/messages\/since\/)[0-9]+/;
const FILE = /^\/room\/[^/]+\/file\//;
const DEFAULT_LIMIT = 100;
/** Whose key is a point (the base point), and whom nobody knows. */
const STRANGER = `1558${'66'.repeat(31)}`;

/** What a server asks itself instead of what it was asked. */
export function twisted(request: ServerRequest, { posts }: CommunityFaults): ServerRequest {
  if (posts !== 'replayed') return request;
  return { ...request, endpoint: request.endpoint.replace(SINCE, '$10') };
}

/** What becomes of a true answer. */
export function spoiled(request: ServerRequest, answer: ServerAnswer, faults: CommunityFaults): ServerAnswer {
  if (answer.code !== 200 || request.method !== 'GET') return answer;
  if (FILE.test(request.endpoint)) return spoiledFile(answer, faults);
  if (faults.posts === 'none' || !MESSAGES.test(request.endpoint)) return answer;
  const rows = (JSON.parse(fromUtf8(answer.body)) as readonly unknown[]).filter(isPlainObject);
  const limit = Number(new URLSearchParams(request.endpoint.split('?')[1]).get('limit') ?? DEFAULT_LIMIT);
  return { ...answer, body: utf8(JSON.stringify(LIES[faults.posts](rows, limit))) };
}

function spoiledFile(answer: ServerAnswer, { files }: CommunityFaults): ServerAnswer {
  const { body } = answer;
  switch (files) {
    case 'none':
      return answer;
    case 'wrong-bytes':
      return { ...answer, body: body.map((byte) => byte ^ 0xff) };
    case 'truncated':
      return { ...answer, body: body.subarray(0, body.length >> 1) };
    case 'missing':
      return {
        code: 404,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: utf8('File not found'),
      };
  }
}

const LIES: Readonly<
  Record<Exclude<PostFault, 'none'>, (rows: readonly Row[], limit: number) => readonly Row[]>
> = {
  'bad-signature': (rows) =>
    rows.map((row) =>
      'signature' in row ? { ...row, signature: toBase64(new Uint8Array(64).fill(7)) } : row,
    ),
  'other-author': (rows) => {
    const authors = [...new Set(rows.flatMap(({ session_id: id }) => (typeof id === 'string' ? [id] : [])))];
    const other = (id: unknown): unknown =>
      id === undefined ? undefined : (authors.find((author) => author !== id) ?? STRANGER);
    return rows.map((row) => ({ ...row, session_id: other(row['session_id']) }));
  },
  'other-id': (rows) => rows.map((row, at) => ({ ...row, id: rows[Math.max(0, at - 1)]?.['id'] })),
  'old-content': (rows) => {
    const [first] = rows.filter(({ data }) => typeof data === 'string');
    const { data, signature, session_id } = first ?? {};
    return rows.map((row) =>
      typeof row['data'] === 'string' ? { ...row, data, signature, session_id } : row,
    );
  },
  replayed: (rows, limit) =>
    rows.length === 0
      ? []
      : Array.from({ length: Math.max(limit, rows.length) }, (_, at) => rows[at % rows.length] ?? {}),
  repeated: (rows) => rows.flatMap((row) => [row, row]),
  reversed: (rows) => [...rows].reverse(),
  unreadable: (rows) => rows.map((row) => ({ ...row, data: 7, signature: null, posted: 'yesterday' })),
};
