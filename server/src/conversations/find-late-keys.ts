import type { ConversationId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { LoadedFacts } from "./intake.sql.ts";
import type { LateKeys } from "./intake-plan.ts";
import { findGap, type Gap, spreadLate } from "./late-messages.sql.ts";
import { unseenOf } from "./unseen.ts";

/** A message's place in the batch, and its instant. */
type Late = { readonly n: number; readonly at: Date };
type Placed = { readonly n: number; readonly gap: Gap };

/** Order keys for those of a batch that are older than what their conversation has already (I3). The batch is in order. */
export async function findLateKeys(
  client: LentClient,
  organizationId: OrganizationId,
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
): Promise<LateKeys> {
  const keys = new Map<number, number>();
  for (const [conversationId, late] of groupLate(batch, facts)) {
    const findPlaces = async (): Promise<readonly Placed[]> =>
      await placesOf(client, organizationId, conversationId, late);
    const places = await findPlaces();
    let found = keysIn(places);
    if (found === undefined) {
      for (const gap of new Map(places.map((one) => [one.gap.after, one.gap])).values())
        await spreadLate(client, organizationId, conversationId, gap);
      found = keysIn(await findPlaces());
    }
    for (const [n, key] of found ?? []) keys.set(n, key);
  }
  return keys;
}

async function placesOf(
  client: LentClient,
  organizationId: OrganizationId,
  conversationId: ConversationId,
  late: readonly Late[],
): Promise<readonly Placed[]> {
  const placed: Placed[] = [];
  for (const { n, at } of late) {
    const gap = await findGap(client, organizationId, conversationId, at);
    if (gap !== undefined) placed.push({ n, gap });
  }
  return placed;
}

/** Each once, however often the batch brings it. */
function groupLate(
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
): ReadonlyMap<ConversationId, readonly Late[]> {
  const late = new Map<ConversationId, Late[]>();
  for (const { n, message, known } of unseenOf(batch, facts)) {
    const { direction, occurredAt } = message;
    if (known.conversation_id === null || known.last_inbound_at === null) continue;
    if (direction !== "in" || occurredAt >= known.last_inbound_at.getTime()) continue;
    late.set(known.conversation_id, [...(late.get(known.conversation_id) ?? []), { n, at: new Date(occurredAt) }]);
  }
  return late;
}

/** Those of one gap stand evenly in it. Undefined: there is no room for them. */
function keysIn(late: readonly Placed[]): Map<number, number> | undefined {
  const keys = new Map<number, number>();
  for (const [after, ones] of Map.groupBy(late, ({ gap }) => gap.after)) {
    let last = ones[0]?.gap.before ?? after - ones.length - 1;
    const step = (after - last) / (ones.length + 1);
    for (const { n } of ones) {
      const key = last + step;
      if (!(key > last && key < after)) return undefined;
      keys.set(n, key);
      last = key;
    }
  }
  return keys;
}
