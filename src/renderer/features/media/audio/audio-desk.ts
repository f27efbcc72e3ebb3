/** What is to be known of a sound. */
export interface AudioState {
  readonly isPlaying: boolean;
  readonly atS: number;
  /** Undefined until the file was opened. */
  readonly durationS: number | undefined;
  readonly hasFailed: boolean;
}

/** How fast sounds are played, one after the other. Spec 08, MED-05. */
export const RATES = [1, 1.5, 2] as const;
export type Rate = (typeof RATES)[number];

/** The parts of an `HTMLAudioElement` that are used here. */
export type Speaker = Pick<
  HTMLAudioElement,
  | 'src'
  | 'currentTime'
  | 'duration'
  | 'playbackRate'
  | 'play'
  | 'pause'
  | 'addEventListener'
  | 'removeAttribute'
>;

const STILL: AudioState = { isPlaying: false, atS: 0, durationS: undefined, hasFailed: false };

/** Plays one sound at a time and remembers where the others were left, wherever the list has scrolled to. */
export class AudioDesk {
  private readonly speaker: Speaker;
  private readonly states = new Map<number, AudioState>();
  private readonly listeners = new Set<() => void>();
  private currentId: number | undefined;
  private currentRate: Rate = 1;
  private readonly endListeners = new Set<(id: number) => void>();

  constructor(speaker: Speaker) {
    this.speaker = speaker;
    speaker.addEventListener('timeupdate', () => this.update({ atS: speaker.currentTime }));
    speaker.addEventListener('durationchange', () => {
      if (Number.isFinite(speaker.duration)) this.update({ durationS: speaker.duration });
    });
    speaker.addEventListener('play', () => this.update({ isPlaying: true }));
    speaker.addEventListener('pause', () => this.update({ isPlaying: false }));
    speaker.addEventListener('ended', () => this.ended());
    speaker.addEventListener('error', () => {
      if (this.currentId !== undefined && speaker.src !== '')
        this.update({ isPlaying: false, hasFailed: true });
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  stateOf(id: number): AudioState {
    return this.states.get(id) ?? STILL;
  }

  get rate(): Rate {
    return this.currentRate;
  }

  /** `listener` hears what was played to its end; the result stops it. */
  onEnd(listener: (id: number) => void): () => void {
    this.endListeners.add(listener);
    return () => this.endListeners.delete(listener);
  }

  /** Plays what lies at `src`, from where it was left; whatever plays now, pauses. */
  play(id: number, src: string): void {
    const { speaker } = this;
    if (this.currentId !== id) {
      speaker.pause();
      this.update({ isPlaying: false });
      this.currentId = id;
      const { atS } = this.stateOf(id);
      this.update({ hasFailed: false });
      speaker.src = src;
      speaker.currentTime = atS;
    }
    speaker.playbackRate = this.currentRate;
    speaker.play().catch(() => this.update({ isPlaying: false }));
  }

  pause(): void {
    this.speaker.pause();
  }

  /** Goes to a place, in seconds. */
  seek(id: number, atS: number): void {
    if (this.currentId === id) this.speaker.currentTime = atS;
    this.set(id, { atS });
  }

  /** The next of the rates, for everything that is played from now on. */
  nextRate(): void {
    this.currentRate = RATES[(RATES.indexOf(this.currentRate) + 1) % RATES.length] ?? 1;
    this.speaker.playbackRate = this.currentRate;
    this.tell();
  }

  /** Stops for good. */
  close(): void {
    this.speaker.pause();
    this.currentId = undefined;
    this.speaker.removeAttribute('src');
  }

  private ended(): void {
    const id = this.currentId;
    if (id === undefined) return;
    this.update({ isPlaying: false, atS: 0 });
    this.currentId = undefined;
    for (const listener of this.endListeners) listener(id);
  }

  private update(change: Partial<AudioState>): void {
    if (this.currentId !== undefined) this.set(this.currentId, change);
  }

  private set(id: number, change: Partial<AudioState>): void {
    this.states.set(id, { ...this.stateOf(id), ...change });
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
