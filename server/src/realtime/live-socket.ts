import type { Duplex } from "node:stream";
import type { LiveFrame, OrganizationId, SessionId, UserId } from "@guichet/contract";
import type { WebSocket } from "ws";
import type { Reach } from "../conversations/index.ts";
import { isSeen, type Limits, type Seen } from "../users/index.ts";
import { textFrame } from "./text-frame.ts";

/** Bytes a browser may leave unread before it is cut and told to come back (F-19). */
const MOST_BUFFERED = 1024 * 1024;
export const CLOSE_RESYNC = 4008;
export const CLOSE_SIGNED_OUT = 4001;

/** `wire` is what `ws` speaks over: whole frames are written there, so that one that was made for many is not made again for each. */
export type Line = { readonly ws: WebSocket; readonly wire: Pick<Duplex, "write" | "writableLength"> };

/** One browser tab on the live feed. */
export class LiveSocket {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly name: string;
  reach: Reach;
  /** What their teams hide of it. */
  limits: Limits;
  /** Everything up to here has been sent, or did not concern this person. */
  position: bigint;
  /** Still reading what it missed from the log. */
  catchingUp = true;
  readonly #line: Line;

  constructor(
    line: Line,
    who: { organizationId: OrganizationId; userId: UserId; sessionId: SessionId; name: string },
    { reach, limits }: { readonly reach: Reach; readonly limits: Limits },
    position: bigint,
  ) {
    this.#line = line;
    this.organizationId = who.organizationId;
    this.userId = who.userId;
    this.sessionId = who.sessionId;
    this.name = who.name;
    this.reach = reach;
    this.limits = limits;
    this.position = position;
  }

  /** Does this person see a conversation as it is, or was? */
  sees(conversation: Seen): boolean {
    return this.reach.has(conversation.channelId) && isSeen(this.limits, this.userId, conversation);
  }

  get open(): boolean {
    const { ws } = this.#line;
    return ws.readyState === ws.OPEN;
  }

  send(frame: LiveFrame): void {
    this.write(textFrame(JSON.stringify(frame)));
  }

  /** A frame of `textFrame`, made once for many. */
  write(frame: Buffer): void {
    if (!this.open) return;
    if (this.#line.wire.writableLength > MOST_BUFFERED) {
      this.close(CLOSE_RESYNC, "resync");
      return;
    }
    this.#line.wire.write(frame);
  }

  close(code: number, reason: string): void {
    const { ws } = this.#line;
    ws.close(code, reason);
    // A reader that stopped reading never answers the closing handshake.
    setTimeout(() => ws.terminate(), 2000).unref();
  }
}
