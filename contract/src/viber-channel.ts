import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** The servers of Viber. The simulator has another. */
export const VIBER_API_URL = "https://chatapi.viber.com";

/** Settings of a Viber bot, as its editor shows them. */
export const viberSettings = z.strictObject({
  /** As the bot's page shows it; it also signs what Viber delivers. Write-only: null keeps what is stored. */
  token: z
    .string()
    .trim()
    .regex(/^[\w-]{16,200}$/, "not a token")
    .nullable()
    .default(null),
  apiUrl: baseUrl.default(VIBER_API_URL),
  /** Shown above each message; null: the bot's own name. At most 28 characters. */
  senderName: z.string().trim().max(28).nullable().default(null),
  /** What whoever opens the chat for the first time reads; null: nothing. */
  welcome: z.string().trim().max(1000).nullable().default(null),
  /** Told by Viber when the bot is connected; what a form says is replaced. */
  bot: z
    .strictObject({ id: z.string().max(100), name: z.string().max(300), uri: z.string().max(200) })
    .nullable()
    .default(null),
});
export type ViberSettings = z.infer<typeof viberSettings>;
