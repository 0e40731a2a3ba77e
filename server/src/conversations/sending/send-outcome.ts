import type { DeliveryErrorKind } from "@guichet/contract";
import type { Database } from "../../db/index.ts";

export type SendScope = { readonly database: Database; readonly now: () => Date };

export type SendError = { readonly kind: DeliveryErrorKind; readonly code: string; readonly message: string };

/** The platform has it. */
export type Sent = {
  readonly outcome: "sent";
  readonly externalId?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** The platform's ids of the other calls that it took. */
  readonly pieces?: readonly string[];
  /** Who got it, as the platform names them in private. */
  readonly recipient?: string;
};
export type NotSent =
  | { readonly outcome: "again"; readonly at: Date; readonly error: SendError }
  | { readonly outcome: "failed" | "uncertain"; readonly error: SendError };

/** What a worker has to say of a send it claimed. */
export type SendOutcome = Sent | NotSent;
