import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** The servers of LINE. The simulator has others. */
export const LINE_API_URL = "https://api.line.me";
export const LINE_DATA_URL = "https://api-data.line.me";

/** It travels in a header: what is printable and has no blanks. */
const secret = (shortest: number, longest: number) =>
  z
    .string()
    .trim()
    .min(shortest)
    .max(longest)
    .regex(/^[\x21-\x7e]+$/, "no blanks")
    .nullable()
    .default(null);

/** Settings of a LINE channel, as its editor shows them. */
export const lineSettings = z.strictObject({
  /** Of the Messaging API channel. Write-only: null keeps what is stored. */
  channelSecret: secret(8, 200),
  /** Channel access token, long-lived. Write-only: null keeps what is stored. */
  accessToken: secret(10, 1000),
  /** Where messages are sent. */
  apiUrl: baseUrl.default(LINE_API_URL),
  /** Where pictures and files of contacts are fetched. */
  dataUrl: baseUrl.default(LINE_DATA_URL),
  /** Told by LINE when the account is connected; what a form says is replaced. */
  account: z
    .strictObject({ id: z.string().max(100), name: z.string().max(300), basicId: z.string().max(100) })
    .nullable()
    .default(null),
});
export type LineSettings = z.infer<typeof lineSettings>;
