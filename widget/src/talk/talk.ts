import type { AttachmentView } from "@guichet/contract/conversations";
import type { MessengerCommand, MessengerFrame, VisitorMessage } from "@guichet/contract/messenger";
import { readPageFacts } from "../page/page-facts.ts";
import { CallFailed, type Door, getFile, getMessages, liveAddress, postFile } from "./api.ts";
import { type Follower, followThread } from "./follow-thread.ts";
import { Identity, type IdentityEvent } from "./identify.ts";
import { type Connection, type ConnectionState, keepConnected } from "./keep-connected.ts";
import { type Live, listenLive } from "./listen-live.ts";
import { decideFailed, listUnsent, putUnsent, type Unsent } from "./outbox.ts";
import { type Sender, startSender } from "./sender.ts";
import { onOtherTab, type Store } from "./store.ts";
import { createVisitorFacts, readUserFacts, type VisitorFacts } from "./tell-about-visitor.ts";
import { countUnread, inOrder, type Thread } from "./thread.ts";
import { uuidV7 } from "./uuid-v7.ts";

/** What the messenger shows. */
export type TalkState = {
  thread: Thread;
  messages: VisitorMessage[];
  unsent: Unsent[];
  connection: ConnectionState;
  typing: string | null;
  unread: number;
};

export type TalkSurroundings = {
  door: Door;
  store: Store;
  channel: string;
  signal: AbortSignal;
  isOpen: () => boolean;
  /** Something to show changed. */
  changed: () => void;
  /** The visitor is another one now: what stands in the composer may not be theirs. */
  visitorChanged: () => void;
  event: (name: IdentityEvent, detail: unknown) => void;
  /** An agent has just written. */
  news: (message: VisitorMessage) => void;
};

/** The conversation of one visitor with one channel, with its line to the server: knows nothing of the screen. */
export class Talk {
  readonly #around: TalkSurroundings;
  readonly #follower: Follower;
  readonly #identity: Identity;
  readonly #facts: VisitorFacts;
  readonly #connection: Connection;
  readonly #sender: Sender;
  #connectionState: ConnectionState = "idle";
  #live: Live | undefined;
  #isAway = false;

  constructor(around: TalkSurroundings) {
    const { door, store, channel, signal, changed, event } = around;
    const session = () => this.#identity.session;
    const lost = () => this.#forget();
    this.#around = around;
    this.#follower = followThread(store, changed, around.news);
    this.#identity = new Identity({ store, door, channel, lost, event });
    this.#facts = createVisitorFacts(door, session);
    this.#sender = startSender({
      ...{ door, store, channel, signal, changed, session },
      unproven: () => this.#dropSession(),
      answered: (isAnswering) => this.#setConnection(isAnswering ? "online" : "offline"),
    });
    this.#connection = keepConnected(
      signal,
      () => this.#isWanted(),
      () => this.#connect(),
      (state) => this.#setConnection(state),
    );
    this.#watchSurroundings();
  }

  state(): TalkState {
    const thread = this.#follower.thread();
    const messages = inOrder(thread);
    const unsent = listUnsent(this.#around.store, this.#identity.author).filter(
      (message) => !thread.messages.has(message.id),
    );
    return {
      ...{ thread, messages, unsent, connection: this.#connectionState, typing: this.#follower.typing() },
      unread: countUnread(messages, this.#readUpTo()),
    };
  }

  /** Something happened that may need a line: do not wait on. */
  wake(): void {
    this.#connection.wake();
  }

  send(text: string, attachments: AttachmentView[]): void {
    const at = Date.now();
    putUnsent(this.#around.store, {
      id: uuidV7(at),
      text,
      attachments,
      at,
      author: this.#identity.author,
      state: "queued",
    });
    this.#around.changed();
    this.#connection.wake();
    this.#sender.kick();
  }

  decide(id: string, decision: "retry" | "discard"): void {
    decideFailed(this.#around.store, this.#identity.author, id, decision);
    this.#around.changed();
    this.#sender.kick();
  }

  async loadOlder(): Promise<void> {
    const { session } = this.#identity;
    const { before } = this.#follower.thread();
    if (!session || before === null) return;
    const page = await getMessages(this.#around.door, session.token, { before });
    if (this.#identity.session?.visitor === session.visitor && this.#follower.thread().before === before)
      this.#follower.takeOlder(page);
  }

  async upload(file: File): Promise<AttachmentView> {
    return postFile(this.#around.door, (await this.#identity.open()).token, file);
  }

  async download(id: string): Promise<Blob> {
    return getFile(this.#around.door, (await this.#identity.open()).token, id);
  }

  typing(on: boolean): void {
    this.#command({ type: "typing", on });
  }

  read(upTo: number): void {
    if (upTo <= (this.#readUpTo() ?? -Infinity)) return;
    this.#around.store.set("read", `${upTo}`);
    this.#command({ type: "read", upTo });
    this.#around.changed();
  }

  async login(userId: string, jwt: string): Promise<void> {
    await this.#sender.rest();
    this.#identity.signIn({ userId, jwt });
    this.#connection.restart();
  }

  logout(): void {
    this.#facts.forget();
    this.#identity.signOut();
    this.#setConnection("idle");
    this.#connection.restart();
  }

  updateUser(given: unknown): void {
    this.#facts.add(readUserFacts(given));
  }

  pageChanged(): void {
    if (this.#identity.session) this.#facts.add({ page: readPageFacts() });
  }

  #watchSurroundings(): void {
    const { channel, signal, changed } = this.#around;
    onOtherTab(channel, signal, (key) => {
      if ((key === "session" || !key) && this.#identity.adopt()) this.#connection.restart();
      if (key.startsWith("out:")) this.#sender.kick();
      changed();
    });
    const on = (type: string, act: () => void) => addEventListener(type, act, { signal });
    on("online", () => this.wake());
    on("offline", () => this.#live?.close());
    // A page with an open socket cannot be kept for the "back" button.
    on("pagehide", () => this.#leave(true));
    on("pageshow", () => this.#leave(false));
  }

  #leave(isAway: boolean): void {
    this.#isAway = isAway;
    if (isAway) this.#live?.close();
    else this.wake();
  }

  #isWanted(): boolean {
    const { isOpen, store } = this.#around;
    return !this.#isAway && (isOpen() || this.#identity.isSomebody() || listUnsent(store, null).length > 0);
  }

  /** Who are we, what did we miss, what is to be sent, and then the line, if anybody looks or might be written to. */
  async #connect(): Promise<Live | undefined> {
    const token = await this.#catchUp();
    void this.#facts.tell();
    this.#sender.kick();
    const { cursor, messages } = this.#follower.thread();
    if (!this.#around.isOpen() && !messages.size) return undefined;
    this.#live = listenLive(liveAddress(this.#around.door, cursor ?? "0"), token, (frame) => this.#takeFrame(frame));
    return this.#live;
  }

  async #catchUp(): Promise<string> {
    try {
      return await this.#fetchMissed();
    } catch (cause) {
      if (!(cause instanceof CallFailed) || !cause.isUnproven || !this.#identity.session) throw cause;
      this.#identity.drop();
      return this.#fetchMissed();
    }
  }

  async #fetchMissed(): Promise<string> {
    const session = await this.#identity.open();
    const { cursor } = this.#follower.thread();
    const page = await getMessages(this.#around.door, session.token, cursor === null ? {} : { after: cursor });
    if (this.#identity.session?.visitor !== session.visitor) throw new CallFailed();
    this.#follower.takeSince(page);
    return session.token;
  }

  #takeFrame(frame: MessengerFrame): void {
    if (frame.type === "session_over") this.#dropSession();
    else this.#follower.takeFrame(frame);
    const upTo = this.#readUpTo();
    // What was read while the line was down.
    if (frame.type === "caught_up" && upTo !== null) this.#command({ type: "read", upTo });
  }

  #command(command: MessengerCommand): void {
    this.#live?.send(command);
  }

  #dropSession(): void {
    this.#identity.drop();
    this.#connection.restart();
  }

  #forget(): void {
    this.#follower.forget();
    this.#around.visitorChanged();
  }

  #setConnection(state: ConnectionState): void {
    this.#connectionState = state;
    this.#around.changed();
  }

  #readUpTo(): number | null {
    const kept = this.#around.store.get("read");
    return kept === null ? null : Number(kept);
  }
}
