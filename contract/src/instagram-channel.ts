import { z } from "zod";
import { baseUrl } from "./base-url.ts";
import { GRAPH_URL, metaAppFields, metaReplyWindow, metaToken } from "./meta-app.ts";

/** Where accounts that log in by Instagram itself are called. The simulator, or a proxy, has another address. */
export const INSTAGRAM_URL = "https://graph.instagram.com";

/** By Instagram itself, or by the Facebook Page that the account is linked to. */
export const instagramLogin = z.enum(["instagram", "facebook"]);
export type InstagramLogin = z.infer<typeof instagramLogin>;

export function instagramUrlOf(login: InstagramLogin): string {
  return login === "instagram" ? INSTAGRAM_URL : GRAPH_URL;
}

/** Settings of an Instagram account, as its editor shows them. */
export const instagramSettings = z
  .strictObject({
    login: instagramLogin.default("instagram"),
    /** With Instagram's own log-in the id and secret are those of the Instagram app, else of the Meta app. */
    ...metaAppFields,
    graphUrl: baseUrl.nullable().default(null),
    /** The Instagram account's own, or that of its Page. Write-only: null keeps what is stored. */
    token: metaToken,
    /** Of the Meta app around the Instagram app: deliveries may be signed by either. Write-only. */
    metaAppSecret: metaAppFields.appSecret,
    replyWindowHours: metaReplyWindow,
    /** Whether a contact's reaction to a message opens a conversation, or stands in the open one; else it is noted under the message alone. */
    reactionsOpen: z.boolean().default(true),
    /** Told by Instagram when the account is connected; what a form says is replaced. */
    account: z
      .strictObject({
        id: z.string().max(30),
        username: z.string().max(100),
        /** The Page it is linked to, with Facebook's log-in. */
        pageId: z.string().max(30).nullable(),
      })
      .nullable()
      .default(null),
    /** Until when the token was good as it was given, epoch milliseconds; null: Instagram did not say. */
    tokenEndsAt: z.number().int().nullable().default(null),
  })
  .transform(({ graphUrl, ...settings }) => ({ ...settings, graphUrl: graphUrl ?? instagramUrlOf(settings.login) }));
export type InstagramSettings = z.infer<typeof instagramSettings>;
