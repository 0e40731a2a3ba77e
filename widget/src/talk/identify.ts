import { CallFailed, type Door } from "./api.ts";
import { listUnsent, putUnsent } from "./outbox.ts";
import type { Store } from "./store.ts";
import { type Login, openSession, readSession, type Session } from "./visitor.ts";

export type IdentityEvent = "login" | "login_failed";

export type IdentitySurroundings = {
  store: Store;
  door: Door;
  channel: string;
  /** What was known belongs to somebody else from now on. */
  lost: () => void;
  event: (name: IdentityEvent, detail: unknown) => void;
};

/** Who talks, in this tab: holds the session. */
export class Identity {
  session: Session | undefined;
  /** Whose thread this tab shows. */
  #visitor: string | undefined;
  #login: Login | null = null;
  readonly #around: IdentitySurroundings;

  constructor(around: IdentitySurroundings) {
    this.#around = around;
  }

  /** The session of this tab, opened when there is none. A refused sign-in is told to the page and forgotten. */
  async open(): Promise<Session> {
    if (this.session) return this.session;
    const { store, door, channel, event } = this.#around;
    const wanted = this.#login;
    try {
      const session = await openSession(store, door, channel, wanted);
      this.#take(session);
      if (wanted) event("login", session.userId);
      return session;
    } catch (cause) {
      if (wanted && cause instanceof CallFailed && cause.isFinal) {
        if (this.#login === wanted) this.#login = null;
        event("login_failed", cause.code ?? null);
      }
      throw cause;
    }
  }

  /** Whose words are written here: the user's id, or null for the anonymous visitor. */
  get author(): string | null {
    return (this.session ?? readSession(this.#around.store))?.userId ?? this.#login?.userId ?? null;
  }

  /** Is there anybody to connect before the visitor does something? */
  isSomebody(): boolean {
    return Boolean(this.#login || readSession(this.#around.store));
  }

  /** The server knows the token no more. */
  drop(): void {
    this.session = undefined;
  }

  signIn(login: Login): void {
    const known = readSession(this.#around.store);
    if (known?.userId !== login.userId) {
      clearFor(this.#around.store, login.userId, !known?.userId);
      this.#lose();
    }
    this.#login = login;
    this.session = undefined;
  }

  signOut(): void {
    this.#around.store.clear();
    this.#login = null;
    this.session = undefined;
    this.#lose();
  }

  /** Another tab wrote a session: it is this tab's too. Answers whether it is another visitor's. */
  adopt(): boolean {
    const stored = readSession(this.#around.store) ?? undefined;
    const isOther = stored?.visitor !== this.#visitor;
    if (isOther) this.#login = null;
    if (stored) this.#take(stored);
    else this.#lose();
    this.session = stored;
    return isOther;
  }

  #take(session: Session): void {
    if (this.#visitor && this.#visitor !== session.visitor) this.#lose();
    this.session = session;
    this.#visitor = session.visitor;
  }

  #lose(): void {
    this.#visitor = undefined;
    this.#around.lost();
  }
}

/**
 * Makes room for a user. What an anonymous visitor wrote and could not send yet is not sent in the user's name: it goes back
 * into the composer, where the person decides. What the user could not send earlier stays. Nothing of one signed-in user is
 * ever shown to the next.
 */
function clearFor(store: Store, userId: string, wasAnonymous: boolean): void {
  const unsent = listUnsent(store, null).filter((message) => message.state !== "accepted");
  const words = [store.get("draft"), ...unsent.map((message) => message.text)].filter(Boolean).join("\n");
  const own = listUnsent(store, userId);
  store.clear();
  for (const message of own) putUnsent(store, message);
  if (wasAnonymous && words) store.set("draft", words);
}
