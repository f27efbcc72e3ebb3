const PATTERNS: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/(?<![0-9a-f])(?:03|05|07|15|25)[0-9a-f]{64}(?![0-9a-f])/gi, (id) => `${id.slice(0, 4)}…${id.slice(-4)}`],
  [/[0-9a-f]{32,}/gi, (hex) => `[hex ${hex.length}]`],
  [/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"']+/gi, () => '[url]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, () => '[ip]'],
  [/(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])/gi, () => '[ip]'],
  [
    /(?<![\w:])(?:[0-9a-f]{1,4}:){0,6}(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}(?![\w:])/gi,
    () => '[ip]',
  ],
  [/[A-Za-z0-9+/_-]{43,}={0,2}/g, (text) => `[base64 ${text.length}]`],
  [/(?:\/(?:home|Users|root)\b|[A-Z]:(?:\\{1,2}|\/)Users\b)[^\s"']*/gi, () => '[path]'],
];

/** `text` without whole account IDs, keys, hashes, addresses or paths of the user; short enough to be told apart, too short to identify. */
export function redactText(text: string): string {
  return PATTERNS.reduce((redacted, [pattern, replace]) => redacted.replace(pattern, replace), text);
}

/** A JSON line of `value` in which every string is redacted and every byte array is only its length. */
export function redactValue(value: unknown): string {
  const seen = new WeakSet<object>();
  function replace(this: unknown, key: string, converted: unknown): unknown {
    // A Buffer has turned itself into a list of its bytes before it gets here: look at what it was.
    const original = (this as Readonly<Record<string, unknown>>)[key];
    if (ArrayBuffer.isView(original)) return `[bytes ${original.byteLength}]`;
    if (typeof converted === 'string') return redactText(converted);
    if (typeof converted === 'bigint') return redactText(converted.toString());
    if (typeof converted !== 'object' || converted === null) return converted;
    if (seen.has(converted)) return '[again]';
    seen.add(converted);
    return converted instanceof Error ? describeError(converted) : converted;
  }
  // The keys of objects may be IDs too: they are redacted in the finished line.
  return redactText(JSON.stringify(value, replace) ?? 'undefined');
}

function describeError(error: Error): Record<string, unknown> {
  const code = (error as { code?: unknown }).code;
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: error.message,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  };
}
