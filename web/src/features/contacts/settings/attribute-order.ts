import type { AttributeId, AttributeView } from "@guichet/contract";
import { moveTo } from "../../../ui/own-order.ts";

type Placed = Pick<AttributeView, "id" | "platform">;

/** Own attributes stand before those of platforms, so that neither may stand among the others (W111). Pure. */
export function maySwap(one: Placed, other: Placed): boolean {
  return (one.platform === null) === (other.platform === null);
}

/** The neighbour of the same origin, above (−1) or below (1); undefined at the ends. Pure. */
export function neighbourOf<One extends Placed>(items: readonly One[], one: One, by: -1 | 1): One | undefined {
  const like = items.filter((other) => maySwap(one, other));
  return like[like.findIndex((other) => other.id === one.id) + by];
}

/** The order with one of them at the place of another of the same origin; as it was where that may not be. Pure. */
export function movedTo(items: readonly Placed[], one: Placed, target: Placed): AttributeId[] {
  const place = items.findIndex((other) => other.id === target.id);
  return maySwap(one, target) && place >= 0 ? moveTo(items, one.id, place) : items.map(({ id }) => id);
}
