import { toJson } from "../page/to-json.ts";
import type { Row } from "./build-rows.ts";

/** What each element shows now. */
const shown = new WeakMap<Element, { key: string; form: string }>();

/**
 * Makes the children of `place` equal to the rows, touching only what differs: what is focused, selected or already drawn
 * stays.
 */
export function syncRows(place: HTMLElement, rows: readonly Row[], build: (row: Row) => HTMLElement): void {
  const known = keepOnly(place, new Set(rows.map((row) => row.key)));
  let next = place.firstElementChild;
  for (const row of rows) {
    const form = toJson(row);
    const old = known.get(row.key);
    if (old === next) next = next?.nextElementSibling ?? null;
    if (old && shown.get(old)?.form === form) {
      if (old.nextElementSibling !== next) place.insertBefore(old, next);
      continue;
    }
    const child = build(row);
    shown.set(child, { key: row.key, form });
    old?.remove();
    place.insertBefore(child, next);
  }
}

/** Removes what is shown no more; answers what is left by its key. */
function keepOnly(place: HTMLElement, keys: ReadonlySet<string>): Map<string, Element> {
  const left = new Map<string, Element>();
  for (const child of [...place.children]) {
    const key = shown.get(child)?.key ?? "";
    if (keys.has(key)) left.set(key, child);
    else child.remove();
  }
  return left;
}
