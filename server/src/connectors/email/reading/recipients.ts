import { readAddresses } from "../mime/addresses.ts";
import { allHeaders, type MailHeaders } from "../mime/header-block.ts";

/** Where servers write for whom a mail came, before what its author wrote. */
const names = ["delivered-to", "x-original-to", "envelope-to", "x-forwarded-to", "x-forwarded-for", "to", "cc"];

/** All addresses the mail came to, in the order in which they are worth asking. */
export function readRecipients(headers: MailHeaders): string[] {
  const found = names.flatMap((name) => readAddresses(allHeaders(headers, name).join(", "), 50));
  return [...new Set(found.map(({ address }) => address))];
}
