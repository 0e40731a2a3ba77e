import type { OrganizationId } from "@guichet/contract";
import { recordReceipts, type ToldReceipt } from "../conversations/index.ts";
import type { LentClient } from "../db/index.ts";
import type { InboundItem } from "./connector.ts";
import type { Found } from "./known-parties.ts";
import type { OfChannel } from "./of-channel.ts";
import { takeOther, toAddress } from "./take-other.ts";
import { saneInstant } from "./to-inbound-message.ts";

/** What came beside messages, in its order; receipts that stand next to one another are taken together. */
export async function takeOthers(
  client: LentClient,
  organizationId: OrganizationId,
  others: readonly OfChannel<InboundItem>[],
  now: Date,
): Promise<void> {
  let receipts: ToldReceipt[] = [];
  const take = async (): Promise<void> => {
    if (receipts.length > 0) await recordReceipts(client, organizationId, receipts, now);
    receipts = [];
  };
  for (const { item, channel, deliveryId } of others) {
    const receipt = toReceipt({ item, channel });
    if (receipt !== undefined) {
      receipts.push(receipt);
      continue;
    }
    await take();
    await takeOther(client, organizationId, { item, channel, deliveryId }, now);
  }
  await take();
}

/** Undefined: not a receipt, or one that is taken by itself: a failure, or of everything up to an instant. */
function toReceipt({ item, channel }: Found): ToldReceipt | undefined {
  if (item.type !== "delivery" || item.status === "failed") return undefined;
  const target = toAddress(item);
  return "upTo" in target
    ? undefined
    : { channelId: channel.id, state: item.status, at: saneInstant(item.occurredAt), target };
}
