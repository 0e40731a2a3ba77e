import { z } from "zod";

/** An address that methods are put behind: no query, no fragment, nobody's name in it; without a slash at its end. */
export const baseUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => isPlain(url), "no user name, query or fragment")
  .transform((url) => url.replace(/(?<!\/)\/+$/, ""));

function isPlain(written: string): boolean {
  const url = URL.parse(written);
  return url !== null && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
}
