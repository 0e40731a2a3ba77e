import { z } from "zod";
import { attachmentState } from "./attachments.ts";
import { deliveryErrorKind } from "./delivery.ts";
import { instant } from "./ids.ts";
import { platform } from "./platforms.ts";

/** What a message went through, in the order in which it happens. */
export const lifeStepKind = z.enum([
  /** Written by the contact, by the platform's clock. */
  "said",
  /** Its delivery reached us: signature right, the bytes durable before the platform was answered. */
  "stored",
  /** Read, matched with contact and conversation, in the Shared Inbox. */
  "received",
  "routed",
  /** Written by us. */
  "written",
  /** One try to send it. */
  "attempt",
  "delivered",
  "read",
  /** On its way: why it has not left. `at`: when it is tried next. */
  "waits",
  "edited",
  "deleted",
  "masked",
  "withdrawn",
  "file",
  /** By whom in the team it has been seen. */
  "seen",
]);
export type LifeStepKind = z.infer<typeof lifeStepKind>;

/** `held`: may still be taken back; `channel`: paused or to be reconnected; `earlier`: another one goes first; `again`: tried again. */
export const waitingFor = z.enum(["held", "channel", "earlier", "again", "turn"]);
export type WaitingFor = z.infer<typeof waitingFor>;
export const attemptOutcome = z.enum(["sent", "again", "failed", "uncertain"]);
export type AttemptOutcome = z.infer<typeof attemptOutcome>;

export const lifeStep = z.object({
  kind: lifeStepKind,
  /** Null: when is not known. */
  at: instant.nullable(),
  /** A team, an author, a file; null: none. */
  name: z.string().nullable(),
  /** Of an attempt: its number, from 1. */
  number: z.number().int().nullable(),
  outcome: attemptOutcome.nullable(),
  /** What the platform said. */
  error: z.object({ kind: deliveryErrorKind, message: z.string() }).nullable(),
  waitingFor: waitingFor.nullable(),
  /** Of a file: is it here? */
  file: attachmentState.nullable(),
  /** Who has seen it; at most twenty. */
  names: z.array(z.string()),
});
export type LifeStep = z.infer<typeof lifeStep>;

/** The life line of one message: how it came here, or what became of it on its way out. */
export const lifeLine = z.object({
  platform,
  /** How the platform names the message: what its support asks for. */
  externalId: z.string().nullable(),
  steps: z.array(lifeStep),
  /** What the program that sent it keeps with it (R168); null: none did. */
  metadata: z.record(z.string(), z.unknown()).nullable(),
});
export type LifeLine = z.infer<typeof lifeLine>;
