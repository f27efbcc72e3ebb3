import { accountId, blindedCandidatesOf } from '../../../account/index.ts';
import type { X25519PublicKey } from '../../../crypto/index.ts';
import { isCodedError } from '../../../util/index.ts';
import { newUser } from './user.ts';
import type { User } from './user.ts';

/** What is to be kept of the people of a server. */
export interface UsersState {
  readonly users: readonly User[];
  readonly awaited: ReadonlyMap<string, User>;
}

/** Everybody whom a server knows. */
export class Users {
  private readonly server: X25519PublicKey;
  private readonly isBlinding: boolean;
  private readonly byId: Map<string, User>;
  /** Who was named by an account ID and has not connected yet, by each of the blinded IDs that they may have. */
  private readonly awaited: Map<string, User>;

  constructor(
    server: X25519PublicKey,
    { isBlinding, state }: { readonly isBlinding: boolean; readonly state?: UsersState | undefined },
  ) {
    this.server = server;
    this.isBlinding = isBlinding;
    this.byId = new Map(state?.users.map((user) => [user.id, user]));
    this.awaited = new Map(state?.awaited);
  }

  get state(): UsersState {
    return { users: [...this.byId.values()], awaited: this.awaited };
  }

  /** Who is known by exactly this ID. */
  find(id: string): User | undefined {
    return this.byId.get(id);
  }

  /** Somebody who connects, known from now on. */
  connect(id: string): User {
    const known = this.byId.get(id) ?? this.adopt(id);
    if (known !== undefined) return known;
    return this.add(id);
  }

  /**
   * Whoever is meant by an ID that a moderator named. Where IDs are blinded, an account ID means its blinded user, once that one
   * has connected; until then what is said of it is kept (spec 05 §11).
   */
  named(id: string): User {
    const known = this.byId.get(id);
    if (known !== undefined) return known;
    if (!this.isBlinding || !id.startsWith('05')) return this.add(id);
    const candidates = this.candidatesOf(id);
    const connected = candidates.flatMap((candidate) => this.byId.get(candidate) ?? [])[0];
    if (connected !== undefined) return connected;
    const user = this.add(id);
    for (const candidate of candidates) this.awaited.set(candidate, user);
    return user;
  }

  all(): Iterable<User> {
    return this.byId.values();
  }

  private add(id: string): User {
    const user = newUser(id);
    this.byId.set(id, user);
    return user;
  }

  private adopt(blindedId: string): User | undefined {
    const user = this.awaited.get(blindedId);
    if (user === undefined) return undefined;
    for (const candidate of this.candidatesOf(user.id)) this.awaited.delete(candidate);
    this.byId.delete(user.id);
    user.id = blindedId;
    this.byId.set(blindedId, user);
    return user;
  }

  private candidatesOf(id: string): readonly string[] {
    try {
      return blindedCandidatesOf(accountId(id), { server: this.server, version: 15 });
    } catch (error) {
      if (isCodedError(error)) return [];
      throw error;
    }
  }
}
