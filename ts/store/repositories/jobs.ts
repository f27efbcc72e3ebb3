import { integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { JobRepository, JobRow, JsonValue } from '../model/jobs.ts';
import { existing } from './existing.ts';

const COLUMNS = 'id, kind, queue, payload, run_at_ms, attempts, created_at_ms, dedupe_key';

/**
 * The oldest job of every queue. It jumps from queue to queue through the index, so ten thousand jobs that wait
 * behind one cost nothing.
 */
const HEADS = `
  WITH RECURSIVE queues (queue) AS (
    SELECT (SELECT min(queue) FROM jobs)
    UNION ALL
    SELECT (SELECT min(queue) FROM jobs WHERE queue > queues.queue) FROM queues WHERE queues.queue IS NOT NULL
  ),
  heads (id) AS (
    SELECT (SELECT min(jobs.id) FROM jobs WHERE jobs.queue = queues.queue) FROM queues
    WHERE queues.queue IS NOT NULL AND queues.queue NOT IN (SELECT value FROM json_each($busyQueues))
  )`;

/** The persistent job queue of a database. */
export function createJobRepository(database: Database): JobRepository {
  const insert = database.prepare(`
    INSERT INTO jobs (kind, queue, payload, run_at_ms, created_at_ms, dedupe_key)
    VALUES ($kind, $queue, $payload, $runAtMs, $nowMs, $dedupeKey)
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`);
  const byDedupeKey = database.prepare('SELECT id FROM jobs WHERE dedupe_key = $dedupeKey');
  const byId = database.prepare(`SELECT ${COLUMNS} FROM jobs WHERE id = $id`);
  const due = database.prepare(`${HEADS}
    SELECT ${COLUMNS} FROM heads CROSS JOIN jobs USING (id) WHERE run_at_ms <= $nowMs
    ORDER BY run_at_ms, id ${LIMIT}`);
  const next = database.prepare(`${HEADS}
    SELECT min(run_at_ms) AS run_at_ms FROM heads CROSS JOIN jobs USING (id)`);
  const reschedule = database.prepare(
    'UPDATE jobs SET run_at_ms = $runAtMs, attempts = $attempts WHERE id = $id RETURNING id',
  );
  const remove = database.prepare('DELETE FROM jobs WHERE id = $id');
  const rush = database.prepare('UPDATE jobs SET run_at_ms = $nowMs WHERE run_at_ms > $nowMs');
  const hasten = database.prepare(
    'UPDATE jobs SET run_at_ms = min(run_at_ms, $nowMs) WHERE dedupe_key = $dedupeKey',
  );
  const page = database.prepare(`SELECT ${COLUMNS} FROM jobs WHERE id > $afterId ORDER BY id ${LIMIT}`);
  const byQueue = database.prepare(`SELECT ${COLUMNS} FROM jobs WHERE queue = $queue ORDER BY id`);

  return {
    enqueue: ({ kind, queue, payload, runAtMs, nowMs, dedupeKey }) =>
      database.transaction(() => {
        const added = insert.get({
          kind,
          queue,
          payload: JSON.stringify(payload),
          runAtMs,
          nowMs,
          dedupeKey,
        });
        return integer(existing(added ?? byDedupeKey.get({ dedupeKey }), 'job'), 'id');
      }),
    get: (id) => {
      const row = byId.get({ id });
      return row === undefined ? undefined : jobRow(row);
    },
    due: ({ nowMs, limit, busyQueues = [] }) =>
      due.all({ nowMs, limit, busyQueues: JSON.stringify(busyQueues) }).map(jobRow),
    nextRunAtMs: ({ busyQueues = [] } = {}) =>
      optional(integer, existing(next.get({ busyQueues: JSON.stringify(busyQueues) }), 'job'), 'run_at_ms'),
    reschedule: (change) => void existing(reschedule.get(change), 'job'),
    complete: (id) => remove.run({ id }) > 0,
    rush: (nowMs) => rush.run({ nowMs }),
    hasten: (job) => hasten.run({ ...job }) > 0,
    page: (query) => page.all(query).map(jobRow),
    byQueue: (queue) => byQueue.all({ queue }).map(jobRow),
  };
}

function jobRow(row: SqlRow): JobRow {
  return {
    id: integer(row, 'id'),
    kind: text(row, 'kind'),
    queue: text(row, 'queue'),
    payload: JSON.parse(text(row, 'payload')) as JsonValue,
    runAtMs: integer(row, 'run_at_ms'),
    attempts: integer(row, 'attempts'),
    createdAtMs: integer(row, 'created_at_ms'),
    dedupeKey: optional(text, row, 'dedupe_key'),
  };
}
