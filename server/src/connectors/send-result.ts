import type { DeliveryErrorKind } from "@guichet/contract";

export type SendError = {
  readonly kind: DeliveryErrorKind;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
  /** The platform refuses because the contact does not want to be written to: remembered until the contact changes that. */
  readonly optedOut?: true;
};

/**
 * What became of one physical send. `outcome_unknown`: the bytes may have arrived; it is never repeated blindly unless the
 * platform's capabilities say that a repeat is safe.
 */
export type SendResult =
  | {
      readonly ok: true;
      readonly externalId?: string;
      /** Kept beside the message, e.g. the Message-ID. */
      readonly context?: Readonly<Record<string, unknown>>;
      /** Other ids by which the platform knows whom it was sent to. */
      readonly aliases?: readonly string[];
      /** Who got it, where the platform names the same person in private by another id than in public. */
      readonly recipient?: string;
    }
  | { readonly ok: false; readonly error: SendError };
