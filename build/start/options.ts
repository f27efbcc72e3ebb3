/** What `npm start` was asked for. */
export interface StartOptions {
  /** `local`: a Session Network of our own on this machine. */
  readonly network: 'local' | 'mainnet' | 'testnet';
  /** A second account beside the first. */
  readonly profile: string | undefined;
}

const NETWORKS = ['local', 'mainnet', 'testnet'] as const;

/** @throws {Error} with a text for people when an option makes no sense. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const known = ['--network', '--profile'];
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at] as string;
    if (!known.includes(name)) throw new Error(`Unknown option ${name}. There are: ${known.join(', ')}.`);
    if (args[at + 1] === undefined) throw new Error(`${name} needs a value.`);
  }
  const network = valueOf(args, '--network') ?? 'local';
  const profile = valueOf(args, '--profile');
  if (!isNetwork(network)) throw new Error(`--network takes ${NETWORKS.join(', ')}.`);
  if (profile !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(profile)) {
    throw new Error('--profile takes up to 32 letters, digits, _ and -.');
  }
  return { network, profile };
}

function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function isNetwork(text: string): text is StartOptions['network'] {
  return (NETWORKS as readonly string[]).includes(text);
}
