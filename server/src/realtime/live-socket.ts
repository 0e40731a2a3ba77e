import type { LiveFrame, OrganizationId, SessionId, UserId } from "@guichet/contract";
import type { WebSocket } from "ws";
import type { Reach } from "../conversations/index.ts";

/** Bytes a browser may leave unread before it is cut and told to come back (F-19). */
const MOST_BUFFERED = 1024 * 1024;
export const CLOSE_RESYNC = 4008;
export const CLOSE_SIGNED_OUT = 4001;

/** One browser tab on the live feed. */
export class LiveSocket {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly name: string;
  reach: Reach;
  /** Everything up to here has been sent, or did not concern this person. */
  position: bigint;
  /** Still reading what it missed from the log. */
  catchingUp = true;
  readonly #socket: WebSocket;

  constructor(
    socket: WebSocket,
    who: { organizationId: OrganizationId; userId: UserId; sessionId: SessionId; name: string },
    reach: Reach,
    position: bigint,
  ) {
    this.#socket = socket;
    this.organizationId = who.organizationId;
    this.userId = who.userId;
    this.sessionId = who.sessionId;
    this.name = who.name;
    this.reach = reach;
    this.position = position;
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(frame: LiveFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  /** A frame that was made once for many. */
  sendText(text: string): void {
    if (!this.open) return;
    if (this.#socket.bufferedAmount > MOST_BUFFERED) {
      this.close(CLOSE_RESYNC, "resync");
      return;
    }
    this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    // A reader that stopped reading never answers the closing handshake.
    setTimeout(() => this.#socket.terminate(), 2000).unref();
  }
}
