/** What {@link Emitter.subscribe} returns: call it to stop listening. */
export type Unsubscribe = () => void;

/** One typed stream of events with any number of listeners; a listener that throws does not keep others from hearing. */
export class Emitter<Event> {
  private readonly listeners = new Set<(event: Event) => void>();
  private readonly onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void) {
    this.onListenerError = onListenerError;
  }

  subscribe(listener: (event: Event) => void): Unsubscribe {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(event: Event): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }
}
