import { z } from "zod";
import { metaAppFields, metaToken } from "./meta-app.ts";

const metaId = z
  .string()
  .trim()
  .regex(/^\d{5,25}$/, "not an id");

/** Settings of a WhatsApp channel: one telephone number of a business account, reached through an app. */
export const whatsappSettings = z.strictObject({
  ...metaAppFields,
  /** Of a system user, with `whatsapp_business_messaging` and `whatsapp_business_management`. */
  token: metaToken,
  /** The WhatsApp business account (WABA). */
  wabaId: metaId,
  /** The number's id, not the number. Empty: the only one of the account. */
  phoneNumberId: z.union([z.literal(""), metaId]).default(""),
  /** Six digits that register a number which is not registered yet. Write-only: null keeps what is stored. */
  pin: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "not a PIN")
    .nullable()
    .default(null),
  /** Told by Meta when the number is connected; what a form says is replaced. */
  number: z
    .strictObject({ display: z.string().max(40), name: z.string().max(300) })
    .nullable()
    .default(null),
});
export type WhatsappSettings = z.infer<typeof whatsappSettings>;
