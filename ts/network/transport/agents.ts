import type http from 'node:http';
import type https from 'node:https';

import { toHex } from '../../util/index.ts';
import type { Clock, Log, Random } from '../../util/index.ts';
import type { NodeId } from '../nodes/service-node.ts';
import { DirectAgent, DirectTlsAgent } from './direct-agents.ts';
import type { SocketCheck } from './direct-agents.ts';
import { DIRECT_PACE, PROXY_PACE } from './pace.ts';
import type { Pace } from './pace.ts';
import { pinFault } from './pin.ts';
import type { CertificatePin } from './pin.ts';
import { credentialsFor } from './proxy.ts';
import type { Proxy } from './proxy.ts';
import { SocksAgent } from './socks-agent.ts';
import type { ProxyProblem } from './socks-agent.ts';

/** What a connection is for. */
export type Purpose =
  /** One service node, whose certificate proves nothing: the onion layers do. */
  { readonly kind: 'node'; readonly node: NodeId } | SeedPurpose | WebPurpose;

/** A seed: with a pin that is checked before a byte is written, or verified as on the web, or neither in a development network. */
export interface SeedPurpose {
  readonly kind: 'seed';
  readonly url: URL;
  readonly pin?: CertificatePin;
  readonly isVerified?: boolean;
}

/** Anything else: link previews, the look for updates. Certificates are verified as on the web. */
export interface WebPurpose {
  readonly kind: 'web';
  /** Requests of one name may be known to come from one person, e.g. `update`. */
  readonly name: string;
  readonly protocol: 'http:' | 'https:';
}

/** Who gives out connections. */
export type AgentSource = Pick<Agents, 'agentFor' | 'release' | 'pace'>;

export interface AgentPorts {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly random: Random;
  readonly log: Log;
  /** {@link Agents.problem} is another one. */
  readonly onChange?: () => void;
}

/** Nodes close an idle connection after about 10 s: we are first. */
const IDLE_MS = 8_000;
const FAMILY_ATTEMPT_MS = 500;
const WORD_BYTES = 8;

const NODE_OPTIONS = {
  keepAlive: true,
  maxSockets: 6,
  maxFreeSockets: 4,
  scheduling: 'lifo',
  rejectUnauthorized: false,
  timeout: IDLE_MS,
} as const;

/**
 * Makes every connection of the product, straight or through a proxy; nothing else may (spec 02 §3, §8). With a proxy there is no
 * way past it: when it fails, connections fail.
 */
export class Agents {
  private readonly ports: AgentPorts;
  private readonly issued = new Set<http.Agent>();
  /** By purpose; whoever asks for a page has no agent to look after. */
  private readonly web = new Map<string, http.Agent>();
  /** Stands for the user at a proxy that keeps purposes apart. */
  private readonly words = new Map<string, string>();
  private proxy: Proxy | undefined;
  private proxyProblem: ProxyProblem | undefined;

  constructor(ports: AgentPorts, proxy?: Proxy) {
    this.ports = ports;
    this.proxy = proxy;
  }

  /** Why the proxy is of no use, as far as we know. */
  get problem(): ProxyProblem | undefined {
    return this.proxyProblem;
  }

  get isProxied(): boolean {
    return this.proxy !== undefined;
  }

  pace(): Pace {
    return this.proxy === undefined ? DIRECT_PACE : PROXY_PACE;
  }

  /**
   * An agent for one purpose, to be {@link release}d when it has served (not that of a web purpose, which is shared). After
   * {@link use} or {@link dropAll} it connects no more.
   */
  agentFor(purpose: Purpose): http.Agent {
    const shared = purpose.kind === 'web' ? `${purpose.protocol} ${purpose.name}` : undefined;
    const known = shared === undefined ? undefined : this.web.get(shared);
    if (known !== undefined) return known;
    const agent = this.proxy === undefined ? this.direct(purpose) : this.throughProxy(purpose, this.proxy);
    this.issued.add(agent);
    if (shared !== undefined) this.web.set(shared, agent);
    return agent;
  }

  /** Everybody connects anew, by this proxy; what was connected otherwise is cut first. */
  use(proxy: Proxy | undefined): void {
    this.dropAll();
    this.words.clear();
    this.proxy = proxy;
    this.setProblem(undefined);
  }

  /** Cuts all connections, those that are being made too. */
  dropAll(): void {
    for (const agent of this.issued) agent.destroy();
    this.issued.clear();
    this.web.clear();
  }

  /** Destroys an agent that has served. */
  release(agent: http.Agent): void {
    this.issued.delete(agent);
    agent.destroy();
  }

  private direct(purpose: Purpose): http.Agent {
    const family = { autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS };
    if (!isTls(purpose)) return new DirectAgent(family);
    if (purpose.kind === 'node') return new DirectTlsAgent(NODE_OPTIONS);
    if (purpose.kind === 'web') return new DirectTlsAgent(family);
    return new DirectTlsAgent({ ...family, ...seedTls(purpose) }, this.checkOf(purpose));
  }

  private throughProxy(purpose: Purpose, proxy: Proxy): http.Agent {
    const check = purpose.kind === 'seed' ? this.checkOf(purpose) : undefined;
    return new SocksAgent({
      proxy: { ...proxy, ...credentialsFor(proxy, this.wordFor(purpose)) },
      clock: this.ports.clock,
      agent: purpose.kind === 'node' ? NODE_OPTIONS : purpose.kind === 'seed' ? seedTls(purpose) : {},
      isTls: isTls(purpose),
      ...(check === undefined ? {} : { check }),
      onProxy: (problem) => this.setProblem(problem),
    });
  }

  private checkOf({ pin }: SeedPurpose): SocketCheck {
    return (socket) => (pin === undefined ? undefined : pinFault(socket, pin, this.ports.log));
  }

  /** New in each run and with each proxy, so that nothing ties them together. */
  private wordFor(purpose: Purpose): string {
    const key = keyOf(purpose);
    const word = this.words.get(key) ?? toHex(this.ports.random.bytes(WORD_BYTES));
    this.words.set(key, word);
    return word;
  }

  private setProblem(problem: ProxyProblem | undefined): void {
    if (this.proxyProblem === problem) return;
    this.proxyProblem = problem;
    this.ports.log.write('info', 'network.proxy', { problem: problem ?? 'none' });
    this.ports.onChange?.();
  }
}

/** A resumed session shows no certificate. */
function seedTls({ isVerified = false }: SeedPurpose): https.AgentOptions {
  return { maxCachedSessions: 0, rejectUnauthorized: isVerified };
}

function isTls(purpose: Purpose): boolean {
  switch (purpose.kind) {
    case 'node':
      return true;
    case 'seed':
      return purpose.url.protocol === 'https:';
    case 'web':
      return purpose.protocol === 'https:';
  }
}

function keyOf(purpose: Purpose): string {
  switch (purpose.kind) {
    case 'node':
      return `node ${purpose.node}`;
    case 'seed':
      return `seed ${purpose.url.host}`;
    case 'web':
      return `web ${purpose.name}`;
  }
}
