import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** The servers of X. The simulator has others. `X_MEDIA_URL`: where the files of private messages lie. */
export const X_API_URL = "https://api.x.com";
export const X_MEDIA_URL = "https://ton.x.com";
export const X_MOST_QUERIES = 10;

/** Signs requests: what is printable and has no blanks. Write-only: null keeps what is stored. */
const secret = z
  .string()
  .trim()
  .regex(/^[\w-]{20,200}$/, "not a secret of X")
  .nullable()
  .default(null);

/** Settings of an account on X, as its editor shows them. */
export const xSettings = z.strictObject({
  /** API key of the app at developer.x.com. */
  consumerKey: z
    .string()
    .trim()
    .regex(/^[\w-]{10,100}$/, "not an API key"),
  /** API key secret: signs what the app asks, and what X delivers. */
  consumerSecret: secret,
  /** Access token and its secret, of the account. */
  accessToken: secret,
  accessTokenSecret: secret,
  apiUrl: baseUrl.default(X_API_URL),
  mediaUrl: baseUrl.default(X_MEDIA_URL),
  /** What everybody writes is looked through for these (W154). */
  searchQueries: z.array(z.string().trim().min(1).max(450)).max(X_MOST_QUERIES).default([]),
  /** A reply that is longer than a post leaves in several, numbered (W155); otherwise it must fit into one. */
  autoSplit: z.boolean().default(true),
  /** Replies address everybody who is named in what they answer (W156). */
  includeAllMentioned: z.boolean().default(true),
  /** Told by X when the account is connected; what a form says is replaced. */
  account: z
    .strictObject({ id: z.string().max(30), name: z.string().max(300), handle: z.string().max(100) })
    .nullable()
    .default(null),
});
export type XSettings = z.infer<typeof xSettings>;
