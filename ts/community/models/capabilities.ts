import { asList, asRecord, asText } from '../json.ts';

/** What a server can do, and what it cannot of that which was demanded (spec 05 §4). */
export interface Capabilities {
  readonly names: ReadonlySet<string>;
  readonly missing: readonly string[];
}

/** @throws {CommunityError} `answer-invalid` */
export function readCapabilities(json: unknown): Capabilities {
  const { capabilities, missing = [] } = asRecord(json, 'capabilities');
  return { names: new Set(texts(capabilities)), missing: texts(missing) };
}

/** Whether people are known by blinded IDs only, and may write to each other by them. */
export function requiresBlinding({ names }: Pick<Capabilities, 'names'>): boolean {
  return names.has('blind');
}

/** Whether posts can have reactions. */
export function supportsReactions({ names }: Pick<Capabilities, 'names'>): boolean {
  return names.has('reactions');
}

function texts(value: unknown): readonly string[] {
  return asList(value, 'capabilities').map((name) => asText(name, 'capability'));
}
