import type { LiveCommand, LiveFrame } from "@guichet/contract";
import type { LiveHealth } from "../api/live-health.ts";
import { comparePositions } from "./picture.ts";

/** One attempt to be connected. */
export type LiveSocket = { send(text: string): void; close(): void };
export type SocketEvents = { onOpen(): void; onMessage(data: unknown): void; onClose(): void };

export type LivePorts = {
  connect(after: string, events: SocketEvents): LiveSocket;
  /** Runs `work` after so many milliseconds; gives back how to cancel it. */
  later(milliseconds: number, work: () => void): () => void;
  random(): number;
  /** Did the person move, type or touch within the last minute, in this tab? */
  isActive(): boolean;
  isOnline(): boolean;
  onFrame(frame: LiveFrame): void;
  onHealth(health: LiveHealth): void;
  /** The connection failed so many times in a row: is the session still good? */
  onTrouble(failures: number): void;
};

const PING_EVERY = 25_000;
/** No answer to a ping for so long means that the line is dead. */
const PONG_WITHIN = 10_000;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 20_000;

/** Milliseconds to wait before the next attempt: doubling, at most 20 s, spread so that browsers do not return as one. */
export function reconnectDelay(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, failures - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

/** Holds the live feed open from a position on: pings, notices a dead line, comes back with growing pauses. */
export class LiveConnection {
  readonly #ports: LivePorts;
  #after: string;
  #failures = 0;
  #socket: LiveSocket | undefined;
  #attempt = 0;
  #open = false;
  #stopped = false;
  #timers: (() => void)[] = [];

  constructor(position: string, ports: LivePorts) {
    this.#after = position;
    this.#ports = ports;
    this.#connect();
  }

  /** Connects again from another position, after a new bootstrap. */
  restart(position: string): void {
    this.#after = position;
    this.#connect();
  }

  /** Look at once: the tab is visible again, or the network is back. */
  wake(): void {
    if (this.#open) this.#ping();
    else this.#connect();
  }

  /** The network is gone: wait for `wake`. */
  offline(): void {
    this.#drop();
    if (!this.#stopped) this.#ports.onHealth("offline");
  }

  /** Says something to the server; lost when not connected. */
  say(command: LiveCommand): void {
    if (this.#open) this.#socket?.send(JSON.stringify(command));
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
  }

  #connect(): void {
    this.#drop();
    if (this.#stopped) return;
    if (!this.#ports.isOnline()) {
      this.#ports.onHealth("offline");
      return;
    }
    this.#ports.onHealth(this.#failures === 0 ? "connecting" : "reconnecting");
    this.#attempt += 1;
    const attempt = this.#attempt;
    const stillMine = (work: () => void): void => {
      if (attempt === this.#attempt) work();
    };
    this.#socket = this.#ports.connect(this.#after, {
      onOpen: () => stillMine(() => this.#opened()),
      onMessage: (data) => stillMine(() => this.#receive(data)),
      onClose: () => stillMine(() => this.#fail()),
    });
    this.#schedule(PONG_WITHIN, () => this.#fail());
  }

  #opened(): void {
    this.#open = true;
    this.#ping();
  }

  #receive(data: unknown): void {
    this.#clearTimers();
    this.#schedule(PING_EVERY, () => this.#ping());
    const frame = readFrame(data);
    if (frame === undefined) return;
    if ("position" in frame && comparePositions(frame.position, this.#after) > 0) this.#after = frame.position;
    if (frame.type === "caught_up") {
      this.#failures = 0;
      this.#ports.onHealth("live");
    }
    this.#ports.onFrame(frame);
  }

  #ping(): void {
    this.#clearTimers();
    this.say({ type: "ping", active: this.#ports.isActive() });
    this.#schedule(PONG_WITHIN, () => this.#fail());
  }

  #fail(): void {
    this.#drop();
    if (this.#stopped) return;
    this.#failures += 1;
    this.#ports.onHealth(this.#ports.isOnline() ? "reconnecting" : "offline");
    this.#ports.onTrouble(this.#failures);
    this.#schedule(reconnectDelay(this.#failures, this.#ports.random()), () => this.#connect());
  }

  #drop(): void {
    this.#clearTimers();
    this.#open = false;
    this.#attempt += 1;
    this.#socket?.close();
    this.#socket = undefined;
  }

  #schedule(milliseconds: number, work: () => void): void {
    this.#timers.push(this.#ports.later(milliseconds, work));
  }

  #clearTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
  }
}

const KNOWN: Record<LiveFrame["type"], true> = {
  conversation: true,
  colleague: true,
  contact: true,
  notifications: true,
  contact_deleted: true,
  conversation_gone: true,
  conversation_hidden: true,
  world_changed: true,
  caught_up: true,
  typing: true,
  viewers: true,
  unread_mark: true,
  lock_stolen: true,
  reload: true,
  signed_out: true,
  pong: true,
};

/** Our own server's frames; those of a newer one that this page does not know are passed over. */
function readFrame(data: unknown): LiveFrame | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const frame: LiveFrame = JSON.parse(data);
    return Object.hasOwn(KNOWN, frame.type) ? frame : undefined;
  } catch {
    return undefined;
  }
}
