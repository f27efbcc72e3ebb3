import { type DeepLink, readDeepLink } from '../../ipc/index.ts';

/** Holds the address that the app was asked to open until a page can show where it leads. Only the newest one is of interest. */
export class DeepLinks {
  private readonly onArrival: () => void;
  private waiting: DeepLink | undefined;

  /** `onArrival` hears that there is something to take. */
  constructor(onArrival: () => void) {
    this.onArrival = onArrival;
  }

  /** @returns whether the text was an address of ours */
  offer(text: string): boolean {
    const link = readDeepLink(text);
    if (link === undefined) return false;
    this.waiting = link;
    this.onArrival();
    return true;
  }

  /** An address among the arguments of a start. */
  offerArguments(args: readonly string[]): boolean {
    return args.some((arg) => this.offer(arg));
  }

  get isOneWaiting(): boolean {
    return this.waiting !== undefined;
  }

  /** Gives it away: nobody is asked twice. */
  take(): DeepLink | undefined {
    const link = this.waiting;
    this.waiting = undefined;
    return link;
  }
}
