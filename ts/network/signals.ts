// Spec 02 §3.

/**
 * Runs `task` with a signal that aborts as soon as one of `sources` does. The sources outlive the task by far, so nothing of it
 * stays with them.
 */
export async function withLinkedSignal<Result>(
  sources: readonly (AbortSignal | undefined)[],
  task: (signal: AbortSignal, abort: () => void) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const source of sources) {
    if (source?.aborted === true) abort();
    source?.addEventListener('abort', abort, { once: true });
  }
  try {
    return await task(controller.signal, abort);
  } finally {
    for (const source of sources) source?.removeEventListener('abort', abort);
  }
}
