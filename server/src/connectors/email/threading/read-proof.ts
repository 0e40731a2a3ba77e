import { type Keys, readMessageId, readReplyAddress } from "./keyed-marks.ts";

/** What a mail shows of ours, kept in the message's context. `participant`: it was made for this very sender. */
export type Proof =
  | { readonly by: "reply_address"; readonly conversationId: string; readonly participant: true }
  | { readonly by: "message_id"; readonly messageId: string; readonly participant: boolean };

/** The recipient address first, then In-Reply-To, then References from the newest on. */
export function readProof(
  keys: Keys,
  sender: string,
  recipients: readonly string[],
  citedIds: readonly string[],
): { proof: Proof; citedId?: string } | undefined {
  for (const recipient of recipients) {
    const conversationId = readReplyAddress(keys, recipient, sender);
    if (conversationId !== undefined) {
      return { proof: { by: "reply_address", conversationId, participant: true }, citedId: firstOurs(keys, citedIds) };
    }
  }
  const citedId = firstOurs(keys, citedIds);
  const ours = citedId === undefined ? undefined : readMessageId(keys, citedId);
  if (ours === undefined) return undefined;
  return { proof: { by: "message_id", messageId: ours.messageId, participant: ours.isFor(sender) }, citedId };
}

/** As we wrote it, whatever a mail program made of its case and brackets. */
function firstOurs(keys: Keys, citedIds: readonly string[]): string | undefined {
  const found = citedIds.find((id) => readMessageId(keys, id) !== undefined);
  return found === undefined ? undefined : `<${found.trim().toLowerCase().replace(/^<|>$/g, "")}>`;
}
