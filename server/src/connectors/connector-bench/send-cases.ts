import type { SendError } from "../connector.ts";

/** What one send to a far side in this mode must come to. */
export type SendCase<Mode extends string> = {
  readonly mode: Mode;
  readonly expect: "ok" | { readonly kind: SendError["kind"]; readonly retryAfterMs?: number };
  /** How often the far side was reached; once unless told otherwise. */
  readonly reached?: number;
};

/** The far side of sends: a local server that can misbehave. */
export type SendPeer<Mode extends string> = {
  behave(mode: Mode): void;
  receivedCount(): number;
  stop(): Promise<void>;
};
