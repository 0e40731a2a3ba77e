import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** The servers of Twilio. A region of its own, or the simulator, has others. */
export const TWILIO_API_URL = "https://api.twilio.com";
export const TWILIO_MESSAGING_URL = "https://messaging.twilio.com";

/** What messages leave from: a number, a short code, a name that nobody can answer, or a Messaging Service with numbers of its own. */
export type SmsSenderKind = "number" | "short_code" | "name" | "service";

const SENDERS: readonly (readonly [SmsSenderKind, RegExp])[] = [
  ["service", /^MG[0-9a-f]{32}$/],
  ["number", /^\+[1-9]\d{6,14}$/],
  ["short_code", /^\d{3,8}$/],
  ["name", /^(?=.*[A-Za-z])[A-Za-z0-9 &_+-]{1,11}$/],
];

/** Undefined: Twilio has no such sender. */
export function smsSenderKind(sender: string): SmsSenderKind | undefined {
  return SENDERS.find(([, pattern]) => pattern.test(sender))?.[0];
}

/** A number as people write it, as Twilio wants it; anything else stays as it is. */
function toSender(typed: string): string {
  const given = typed.trim();
  if (/^MG[0-9a-f]{32}$/i.test(given)) return `MG${given.slice(2).toLowerCase()}`;
  const bare = given.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  return /^\+?\d+$/.test(bare) ? bare : given;
}

const secret = (pattern: RegExp, problem: string) => z.string().trim().regex(pattern, problem).nullable().default(null);

/** Settings of an SMS channel, as its editor shows them. Secrets are write-only: null keeps what is stored. */
export const smsSettings = z
  .strictObject({
    accountSid: z
      .string()
      .trim()
      .regex(/^AC[0-9a-f]{32}$/i, "not an account SID")
      .transform((sid) => `AC${sid.slice(2).toLowerCase()}`),
    /** Opens the account, and signs what Twilio delivers. */
    authToken: secret(/^[\x21-\x7e]{16,128}$/, "not an auth token"),
    /** A key of its own for calls, which can be revoked alone; "" for none. It never signs. */
    apiKeySid: z
      .string()
      .trim()
      .regex(/^(SK[0-9a-f]{32})?$/i, "not an API key SID")
      .default(""),
    apiKeySecret: secret(/^[\x21-\x7e]{16,128}$/, "not an API key secret"),
    sender: z
      .string()
      .transform(toSender)
      .refine((sender) => smsSenderKind(sender) !== undefined, "not a sender"),
    apiUrl: baseUrl.default(TWILIO_API_URL),
    messagingUrl: baseUrl.default(TWILIO_MESSAGING_URL),
    /** Told by Twilio when the account is connected; what a form says is replaced. `senderSid`: "" where there is none. */
    account: z
      .strictObject({ name: z.string().max(300), senderName: z.string().max(300), senderSid: z.string().max(40) })
      .nullable()
      .default(null),
  })
  .refine(({ apiKeySid, apiKeySecret }) => apiKeySid !== "" || apiKeySecret === null, {
    path: ["apiKeySid"],
    message: "the key has no SID",
  });
export type SmsSettings = z.infer<typeof smsSettings>;
