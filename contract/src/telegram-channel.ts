import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** The servers of Telegram. A Bot API server of one's own, or the simulator, has others. */
export const TELEGRAM_API_URL = "https://api.telegram.org";
export const TELEGRAM_FILE_URL = "https://api.telegram.org/file";

/** Settings of a Telegram channel, as its editor shows them. */
export const telegramSettings = z.strictObject({
  /** As BotFather gives it, `<bot id>:<secret>`. Write-only: null keeps what is stored. */
  token: z
    .string()
    .trim()
    .regex(/^\d{1,16}:[\w-]{20,100}$/, "not a bot token")
    .nullable()
    .default(null),
  apiUrl: baseUrl.default(TELEGRAM_API_URL),
  fileUrl: baseUrl.default(TELEGRAM_FILE_URL),
  /** Told by Telegram when the bot is connected; what a form says is replaced. */
  bot: z
    .strictObject({ id: z.string().max(20), name: z.string().max(300), username: z.string().max(100) })
    .nullable()
    .default(null),
});
export type TelegramSettings = z.infer<typeof telegramSettings>;
