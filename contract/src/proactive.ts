import { z } from "zod";
import type { DeliveryState } from "./delivery.ts";
import { PLATFORMS, type Platform, platform } from "./platforms.ts";

/** So many messages a minute an organization may send by the proactive API (R168). */
export const PROACTIVE_A_MINUTE = 60;
export const LONGEST_METADATA = 4096;
export const DEEPEST_METADATA = 3;
const LONGEST_IDEMPOTENCY_KEY = 200;

export const proactiveStatus = z.enum(["PROCESSING", "SENT", "DELIVERED", "FAILED", "DELIVERING_FAILED"]);
export type ProactiveStatus = z.infer<typeof proactiveStatus>;

type SendFacts = {
  /** The network had taken it. */
  readonly taken: boolean;
  /** The last attempt was refused for certain, by the network or by us. */
  readonly refused: boolean;
};

/**
 * What a caller is told of a message, from its own delivery state: `FAILED` did not leave, `DELIVERING_FAILED` may have. What a
 * person gave up while nobody knew whether it had arrived is not told as what did not leave: it would be sent once more.
 */
export function proactiveStatusOf(state: DeliveryState, { taken, refused }: SendFacts): ProactiveStatus {
  switch (state) {
    case "queued":
    case "sending":
    case "uncertain":
      return "PROCESSING";
    case "sent":
      return "SENT";
    case "delivered":
    case "read":
      return "DELIVERED";
    case "failed":
      return taken ? "DELIVERING_FAILED" : "FAILED";
    case "discarded":
      return refused && !taken ? "FAILED" : "DELIVERING_FAILED";
  }
}

/** Platforms on which one may write first to a telephone number. */
export const PROACTIVE_MEDIUMS: readonly Platform[] = platform.options.filter(
  (one) => PLATFORMS[one].offered && PLATFORMS[one].starts?.address === "phone",
);
/** As programs written for other systems name them. */
const ALSO: Readonly<Record<string, Platform>> = { twiliosms: "sms", twilio: "sms" };

/** `SMS`, `sms`, `Twilio SMS`, `WHATSAPP`…; undefined: no medium for this. */
export function readMedium(given: string): Platform | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  const named = PROACTIVE_MEDIUMS.find((one) => [one, plain(PLATFORMS[one].name)].includes(plain(given)));
  return named ?? PROACTIVE_MEDIUMS.find((one) => one === ALSO[plain(given)]);
}

const text = (max: number) =>
  z
    .string({ error: ({ input }) => (input === undefined || input === null ? "is required" : "must be a text") })
    .trim()
    .min(1, "is required")
    .max(max, `must have at most ${max} characters`);

const metadata = z
  .record(z.string(), z.unknown(), "must be an object")
  .refine(
    (given) => JSON.stringify(given).length <= LONGEST_METADATA,
    `must have at most ${LONGEST_METADATA} characters`,
  )
  .refine((given) => depthOf(given) <= DEEPEST_METADATA, `must be at most ${DEEPEST_METADATA} levels deep`)
  .refine(
    (given) => keepsNumbers(given),
    `must have no whole number beyond ${Number.MAX_SAFE_INTEGER}: give it as a text`,
  );

/** JSON has longer numbers than we could give back as they were. */
function keepsNumbers(value: unknown): boolean {
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  return typeof value !== "object" || value === null || Object.values(value).every(keepsNumbers);
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** What a program sends to a contact (R168, W164). Each field that is missing or wrong is told in one sentence. */
export const proactiveBody = z.strictObject(
  {
    /** `WhatsApp` or `SMS`. */
    medium: text(40),
    /** Display name or id of a channel of that medium. */
    channel: text(200),
    /** `+33612345678`. */
    contact: text(40),
    /** A text, or an approved template: `{{template:NAME:LANGUAGE|value|name=value}}`. */
    text: text(16_384),
    /** Of the caller's own; kept with the message, told to nobody but the organization. */
    metadata: metadata.default({}),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown fields: ${issue.keys.join(", ")}`
        : "the body must be a JSON object",
  },
);
export type ProactiveBody = z.output<typeof proactiveBody>;

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/)
  .max(LONGEST_IDEMPOTENCY_KEY);

export const proactiveAccepted = z.object({ correlationId: z.uuid() });
export const proactiveSummary = z.object({
  correlationId: z.uuid(),
  total: z.number().int(),
  statuses: z.record(proactiveStatus, z.number().int()),
});
export const proactiveDetails = z.array(
  z.object({
    status: proactiveStatus,
    contact: z.string(),
    /** Why it failed, in the network's words; null: it has not. */
    reason: z.string().nullable(),
  }),
);
