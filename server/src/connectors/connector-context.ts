import type { Outbound } from "../outbound/index.ts";
import type { SendError } from "./connector.ts";

/** What became of a file that was asked for. */
export type Media =
  | { readonly ok: true; readonly stream: NodeJS.ReadableStream; readonly name?: string; readonly type?: string }
  /** Already in our file store (the web messenger's uploads). */
  | { readonly ok: true; readonly attachmentId: string }
  | { readonly ok: false; readonly error: SendError };

export type Health = {
  readonly state: "ok" | "degraded" | "needs_reconnection";
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
};

export type ConnectorContext = {
  readonly outbound: Outbound;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly publicUrl: string;
  log(
    level: "info" | "warn" | "error",
    message: string,
    data?: Readonly<Record<string, string | number | boolean>>,
  ): void;
  /** Small durable values of this channel: cursors, tokens. */
  readonly store: { get(key: string): Promise<string | null>; set(key: string, value: string): Promise<void> };
  /** A token that the platform has renewed stands sealed in the place of the one this channel has; `name`: as in its secrets. */
  renewSecret(name: string, value: string): Promise<void>;
};

/** Where a listening connector hands over what it found. Resolves when the raw bytes are durable. */
export type AcceptDelivery = (found: {
  /** Unique in the channel: a repeat is a quiet no-op (e.g. `INBOX/uidvalidity/uid`). */
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt?: number;
}) => Promise<"stored" | "seen_before">;
