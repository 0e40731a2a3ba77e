import type { DomainEvent } from "@guichet/contract";
import type { ChannelDoor } from "../channel-door.ts";
import type { LineRegistry } from "./line-registry.ts";

type Change = Extract<DomainEvent, { type: "channel.changed" }>["data"];

/**
 * A channel was changed: its lines end at once, and whoever comes back is checked anew (sites, identified users only, paused).
 * After a deletion nobody comes back (S14).
 */
export function closeChangedChannels(
  { door, registry }: { readonly door: ChannelDoor; readonly registry: LineRegistry },
  { channelId, change }: Change,
): void {
  door.forget(channelId);
  if (change === "access" || change === "created") return;
  for (const line of registry.all()) {
    if (line.visitor.channelId !== channelId) continue;
    if (change === "deleted") void line.send({ type: "session_over" });
    line.close(change === "deleted" ? 1000 : 1012);
  }
}
