import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** One connection that somebody asked the proxy for. */
export interface ProxiedConnection {
  /** As it was asked for: a name when the client left it to the proxy to resolve it. */
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

export interface SocksServerOptions {
  /** Takes nobody without these. Without it nobody is asked, unless a client offers to say who it is. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** To which ports it connects; to all of them without it. */
  readonly reaches?: (port: number) => boolean;
  /** Where names lead; others go to 127.0.0.1. */
  readonly port?: number;
}

const VERSION = 5;
const [NO_AUTHENTICATION, USER_PASSWORD, NONE_ACCEPTABLE] = [0, 2, 0xff];
const [IPV4, NAME, IPV6] = [1, 3, 4];
/** RFC 1928 §6. */
const [SUCCEEDED, REFUSED] = [0, 5];

/** A SOCKS5 proxy (RFC 1928, 1929) of this machine; names lead to 127.0.0.1. */
export class SocksServer {
  /** What was asked for, in order. */
  readonly asked: ProxiedConnection[] = [];
  /** The local ports from which it connected, ever. */
  readonly outgoingPorts = new Set<number>();
  /** Who came with the wrong user or password, or with none. */
  refusals = 0;
  /** The answer to every wish to connect, 0 to obey. */
  answer = SUCCEEDED;
  private readonly options: SocksServerOptions;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private listeningPort = 0;

  private constructor(options: SocksServerOptions) {
    this.options = options;
    this.server = createServer((socket) => {
      this.keep(socket);
      this.serve(socket).catch(() => socket.destroy());
    });
  }

  static async start(options: SocksServerOptions = {}): Promise<SocksServer> {
    const proxy = new SocksServer(options);
    await proxy.listen(options.port ?? 0);
    return proxy;
  }

  get port(): number {
    return this.listeningPort;
  }

  url(credentials = ''): string {
    return `socks5h://${credentials === '' ? '' : `${credentials}@`}127.0.0.1:${this.port}`;
  }

  /** How many connections are open, both sides counted. */
  open(): number {
    return this.sockets.size;
  }

  /** Ends what it has connected to these ports. */
  cut(isMeant: (port: number) => boolean): void {
    for (const socket of this.sockets) if (isMeant(socket.remotePort ?? 0)) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Listens again after {@link stop}, on the same port. */
  async resume(): Promise<void> {
    await this.listen(this.port);
  }

  private async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.listeningPort = (this.server.address() as AddressInfo).port;
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
  }

  private async serve(socket: Socket): Promise<void> {
    const input = new Input(socket);
    const [, methodCount = 0] = await input.take(2);
    const methods = await input.take(methodCount);
    const who = await this.identify(socket, { input, methods });
    if (who === undefined) return;
    const [, , , type] = await input.take(4);
    const host = await readHost(type, input);
    const port = (await input.take(2)).readUInt16BE();
    this.asked.push({ host, port, ...who });
    const answer = this.options.reaches?.(port) === false ? REFUSED : this.answer;
    if (answer !== SUCCEEDED) {
      socket.end(reply(answer));
      return;
    }
    this.join(socket, { host: type === NAME ? '127.0.0.1' : host, port, input });
  }

  private async identify(
    socket: Socket,
    { input, methods }: { readonly input: Input; readonly methods: Buffer },
  ): Promise<Pick<ProxiedConnection, 'user' | 'password'> | undefined> {
    const { credentials } = this.options;
    if (!methods.includes(USER_PASSWORD)) {
      this.refusals += credentials === undefined ? 0 : 1;
      socket.write(Buffer.of(VERSION, credentials === undefined ? NO_AUTHENTICATION : NONE_ACCEPTABLE));
      return credentials === undefined ? { user: undefined, password: undefined } : undefined;
    }
    socket.write(Buffer.of(VERSION, USER_PASSWORD));
    const [, userLength = 0] = await input.take(2);
    const user = (await input.take(userLength)).toString();
    const [passwordLength = 0] = await input.take(1);
    const password = (await input.take(passwordLength)).toString();
    const isWelcome =
      credentials === undefined || (credentials.user === user && credentials.password === password);
    this.refusals += isWelcome ? 0 : 1;
    socket.write(Buffer.of(1, isWelcome ? 0 : 1));
    return isWelcome ? { user, password } : undefined;
  }

  private join(
    socket: Socket,
    { host, port, input }: { readonly host: string; readonly port: number; readonly input: Input },
  ): void {
    const outgoing = connect({ host, port });
    this.keep(outgoing);
    outgoing.once('error', () => socket.end(reply(REFUSED)));
    outgoing.once('connect', () => {
      this.outgoingPorts.add(outgoing.localPort ?? 0);
      socket.write(reply(SUCCEEDED));
      input.release();
      socket.pipe(outgoing);
      outgoing.pipe(socket);
      socket.once('close', () => outgoing.destroy());
      outgoing.once('close', () => socket.destroy());
    });
  }
}

/** Bytes of a socket, so many at a time. */
class Input {
  private readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.pause();
  }

  async take(length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes = this.socket.read(length) as Buffer | null;
      if (bytes !== null) return bytes;
      await new Promise<void>((resolve, reject) => {
        this.socket.once('readable', resolve);
        this.socket.once('close', () => reject(new Error('closed')));
      });
    }
  }

  /** The rest flows wherever somebody pipes it. */
  release(): void {
    this.socket.removeAllListeners('readable');
  }
}

async function readHost(type: number | undefined, input: Input): Promise<string> {
  switch (type) {
    case IPV4:
      return (await input.take(4)).join('.');
    case NAME: {
      const [length = 0] = await input.take(1);
      return (await input.take(length)).toString();
    }
    case IPV6:
      return (await input.take(16)).toString('hex').replace(/(.{4})(?=.)/g, '$1:');
    default:
      throw new Error('unknown type of address');
  }
}

function reply(code: number): Buffer {
  return Buffer.of(VERSION, code, 0, IPV4, 127, 0, 0, 1, 0, 0);
}
