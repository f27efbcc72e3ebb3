const PATTERNS: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/\b(?:03|05|07|15|25)[0-9a-fA-F]{64}\b/g, (id) => `${id.slice(0, 4)}…${id.slice(-4)}`],
  [/\b[0-9a-fA-F]{32,}\b/g, (hex) => `[hex ${hex.length}]`],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"']+/gi, () => '[url]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, () => '[ip]'],
  [/[A-Za-z0-9+/]{43,}={0,2}/g, (text) => `[base64 ${text.length}]`],
  [/(?:\/(?:home|Users|root)|[A-Z]:\\Users)[^\s"']*/g, () => '[path]'],
];

/** `text` without whole account IDs, keys, hashes, addresses or paths of the user; short enough to be told apart, too short to identify. */
export function redactText(text: string): string {
  return PATTERNS.reduce((redacted, [pattern, replace]) => redacted.replace(pattern, replace), text);
}

/** A JSON line of `value` in which every string is redacted and every byte array is only its length. */
export function redactValue(value: unknown): string {
  const seen = new WeakSet<object>();
  const json = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return item.toString();
    if (ArrayBuffer.isView(item)) return `[bytes ${item.byteLength}]`;
    if (item instanceof Error) return describeError(item);
    if (typeof item === 'object' && item !== null) {
      if (seen.has(item)) return '[again]';
      seen.add(item);
    }
    return item;
  });
  return redactText(json ?? 'undefined');
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
