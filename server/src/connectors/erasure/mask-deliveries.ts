import type { DeliveryId, OrganizationId } from "@guichet/contract";
import { loadMask } from "../../conversations/index.ts";
import type { LentClient } from "../../db/index.ts";
import type { ChannelForConnector, InboundItem, Parsed } from "../connector.ts";
import { eraseNow, wantErasure } from "./erasure.sql.ts";

/** What a delivery brought beside messages. */
export type Other = {
  readonly item: InboundItem;
  readonly channel: ChannelForConnector;
  readonly deliveryId: DeliveryId;
};

/** An edit brings new words: they are masked like the message's first ones (W129). */
export async function maskEdits(
  client: LentClient,
  organizationId: OrganizationId,
  others: readonly Other[],
): Promise<{ others: readonly Other[]; deliveries: readonly DeliveryId[] }> {
  if (others.every(({ item }) => item.type !== "message_edited")) return { others, deliveries: [] };
  const maskWords = await loadMask(client, organizationId);
  const deliveries: DeliveryId[] = [];
  const masked = others.map((other) => {
    if (other.item.type !== "message_edited") return other;
    const text = maskWords(other.item.text);
    if (text !== other.item.text) deliveries.push(other.deliveryId);
    return { ...other, item: { ...other.item, text } };
  });
  return { others: masked, deliveries };
}

/** Their unmasked words leave the raw deliveries in the same transaction, or when the attachments have been read from them. */
export async function eraseMasked(
  client: LentClient,
  organizationId: OrganizationId,
  works: readonly { readonly delivery: { readonly id: DeliveryId }; readonly parsed: Parsed }[],
  masked: readonly string[],
): Promise<void> {
  if (masked.length === 0) return;
  await wantErasure(client, organizationId, masked);
  const settled = works.filter(({ parsed }) =>
    parsed.items.every((item) => !("media" in item) || (item.media ?? []).length === 0),
  );
  await eraseNow(
    client,
    organizationId,
    settled.map((work) => work.delivery.id),
  );
}
