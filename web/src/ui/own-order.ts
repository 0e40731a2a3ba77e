type One = { readonly id: string };

/** In a wished order; what that does not name comes last, as it stands. Pure. */
export function inOwnOrder<Item extends One>(items: readonly Item[], order: readonly string[]): readonly Item[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = ({ id }: Item): number => places.get(id) ?? order.length;
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The order with one of them at another place, from 0; beyond the ends is at the end. One that is gone has no place. Pure. */
export function moveTo<Item extends One>(items: readonly Item[], id: Item["id"], place: number): Item["id"][] {
  const ids: Item["id"][] = items.map((item) => item.id);
  const others = ids.filter((one) => one !== id);
  return others.length === ids.length ? ids : others.toSpliced(Math.max(0, place), 0, id);
}
