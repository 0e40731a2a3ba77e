import { createHash } from "node:crypto";
import { firstHeader } from "../mime/header-block.ts";
import type { MailStructure } from "../mime/structure.ts";

export type MailKeys = {
  /** Unique in the channel for ever: the dedupe key (I2). */
  readonly externalId: string;
  /** Of the whole mail. */
  readonly hash: string;
};

/**
 * The same mail that comes by two ways (two recipients, a rescan of the mailbox) has one key, although the relays' headers
 * differ; two mails that share a Message-ID have two. Without a Message-ID the whole mail and the time it came count.
 */
export function readKeys(mail: MailStructure, receivedAt: number): MailKeys {
  const hash = createHash("sha256").update(mail.bytes).digest("hex");
  const messageId = readMessageId(mail);
  if (messageId === undefined) return { externalId: `mail-${hash.slice(0, 40)}-${receivedAt}`, hash };
  return { externalId: `${messageId}#${contentHash(mail)}`, hash };
}

/** The mail's own Message-ID with its brackets, as far as it has a usable one. */
export function readMessageId({ root }: MailStructure): string | undefined {
  const header = firstHeader(root.headers, "message-id") ?? "";
  const id = /<([^<>\s]{1,900})>/.exec(header)?.[1] ?? /^([^<>\s]{1,900})$/.exec(header)?.[1];
  return id === undefined ? undefined : `<${id}>`;
}

/** Over what its author wrote, not over what was added on the way. */
function contentHash({ bytes, root }: MailStructure): string {
  const hash = createHash("sha256");
  for (const name of ["from", "date", "subject"]) hash.update(`${firstHeader(root.headers, name) ?? ""}\n`);
  return hash.update(bytes.subarray(root.start)).digest("hex").slice(0, 16);
}
