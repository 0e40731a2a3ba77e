import type { MessageId, MessengerFrame, VisitorMessage } from "@guichet/contract";
import type { WebSocket } from "ws";
import { undelivered } from "../thread/note-receipts.ts";
import type { Visitor } from "../visitor/visitor.ts";

/** What may wait in memory for one visitor; who reads slower than that begins anew and catches up. */
const mostBuffered = 1024 * 1024;
const mostHeld = 500;
const mostCommands = 60;
const commandWindowMs = 10_000;
/** How long we wait for an answer to our farewell. */
const farewellMs = 2000;

/** Close codes: 1008 misuse, 1011 our fault, 1012 begin anew, 1013 too slow. */
export type CloseCode = 1000 | 1008 | 1011 | 1012 | 1013;

/** One tab's socket: bounded in what waits to be written and in what it may say. */
export class VisitorLine {
  readonly visitor: Visitor;
  private readonly socket: WebSocket;
  private readonly now: () => number;
  private readonly unproved: { readonly mark: string; readonly ids: readonly MessageId[] }[] = [];
  private held: VisitorMessage[] | undefined = [];
  private marks = 0;
  private agentRead = Number.NEGATIVE_INFINITY;
  private commandsLeft = mostCommands;
  private windowEnds = 0;
  private isAlive = true;

  constructor(socket: WebSocket, visitor: Visitor, now: () => number) {
    this.socket = socket;
    this.visitor = visitor;
    this.now = now;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  close(code: CloseCode): void {
    this.socket.close(code);
    setTimeout(() => this.socket.terminate(), farewellMs).unref();
  }

  /** Resolves when it has left our memory. */
  send(frame: MessengerFrame): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    if (this.socket.bufferedAmount <= mostBuffered) {
      return new Promise((resolve) => this.socket.send(JSON.stringify(frame), () => resolve()));
    }
    this.close(1013);
    return Promise.resolve();
  }

  /** The pong to the ping behind them proves that they have reached the browser. */
  async sendMessages(messages: readonly VisitorMessage[]): Promise<void> {
    const sent = messages.map((message) => this.send({ type: "message", message }));
    const ids = undelivered(messages);
    if (ids.length > 0 && this.isOpen) {
      this.marks += 1;
      this.unproved.push({ mark: `m${this.marks}`, ids });
      this.socket.ping(`m${this.marks}`);
    }
    await Promise.all(sent);
  }

  /** News. It waits until all that was missed is sent: the visitor's cursor must not run ahead of it. */
  tell(message: VisitorMessage): void {
    if (this.held === undefined) void this.sendMessages([message]);
    else if (this.held.push(message) > mostHeld) this.close(1013);
  }

  /** Everything up to `cursor` was sent; from now on news goes out at once. */
  async caughtUp(cursor: string): Promise<void> {
    await this.send({ type: "caught_up", cursor });
    const news = this.held ?? [];
    this.held = undefined;
    await this.sendMessages(news);
  }

  tellAgentRead(upTo: number): void {
    if (upTo <= this.agentRead) return;
    this.agentRead = upTo;
    void this.send({ type: "agent_read", upTo });
  }

  /** Which messages this pong proves to have arrived. */
  takeProof(mark: string): MessageId[] {
    this.isAlive = true;
    const at = this.unproved.findIndex((each) => each.mark === mark);
    return at < 0 ? [] : this.unproved.splice(0, at + 1).flatMap(({ ids }) => ids);
  }

  /** May it say one more thing now? */
  mayCommand(): boolean {
    this.isAlive = true;
    if (this.now() >= this.windowEnds) {
      this.windowEnds = this.now() + commandWindowMs;
      this.commandsLeft = mostCommands;
    }
    this.commandsLeft -= 1;
    return this.commandsLeft >= 0;
  }

  /** Asks for a sign of life, and ends a line that gave none since the last time. */
  beat(): void {
    if (!this.isAlive) this.socket.terminate();
    else if (this.isOpen) this.socket.ping();
    this.isAlive = false;
  }
}
