/** The channel that both sides open without asking (spec 04 §6.1). */
export const DATA_CHANNEL = {
  label: 'session-datachannel',
  ordered: true,
  negotiated: true,
  id: 548,
} as const;

/** What is said over the data channel of a call. */
export type DataChannelMessage =
  { readonly type: 'video'; readonly enabled: boolean } | { readonly type: 'hang-up' };

/** A message has some 20 characters. */
const MAX_LENGTH = 1_000;

/** The text of a message for the data channel (spec 04 §6.1). */
export function writeDataChannelMessage(message: DataChannelMessage): string {
  return JSON.stringify(message.type === 'video' ? { video: message.enabled } : { hangup: true });
}

/** What the other side said; undefined for anything that we do not know. Never throws. */
export function readDataChannelMessage(text: string): DataChannelMessage | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const said = parsed(text);
  if (typeof said !== 'object' || said === null) return undefined;
  if ('hangup' in said && said.hangup === true) return { type: 'hang-up' };
  if ('video' in said && typeof said.video === 'boolean') return { type: 'video', enabled: said.video };
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
