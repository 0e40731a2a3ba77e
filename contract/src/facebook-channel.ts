import { z } from "zod";
import { metaAppFields, metaReplyWindow, metaToken } from "./meta-app.ts";

/** Settings of a Facebook Page, as its editor shows them. */
export const facebookSettings = z.strictObject({
  ...metaAppFields,
  /** A Page access token. Write-only: null keeps what is stored. */
  pageToken: metaToken,
  replyWindowHours: metaReplyWindow,
  /** Told by Facebook when the Page is connected; what a form says is replaced. */
  page: z
    .strictObject({ id: z.string().max(30), name: z.string().max(300) })
    .nullable()
    .default(null),
});
export type FacebookSettings = z.infer<typeof facebookSettings>;
