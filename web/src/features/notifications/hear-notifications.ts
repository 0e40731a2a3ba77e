import type { NotificationId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";

const FRESH_MS = 2 * 60_000;
/** After a cut many may come at once: nobody is called for each. */
const MOST_AT_ONCE = 3;

/** The live feed told of changes: the list is asked for again, and what is new calls its person. */
export async function hearNotifications(cache: QueryClient, added: readonly (NotificationId | null)[]): Promise<void> {
  await cache.invalidateQueries({ queryKey: ["notifications"] });
  const items = cache.getQueryData(queries.notifications().queryKey)?.items ?? [];
  const fresh = items.filter(
    (item) => !item.read && added.includes(item.id) && Date.now() - Date.parse(item.at) < FRESH_MS,
  );
  if (fresh.length === 0) return;
  const { call } = await import("./alerts/call.ts");
  for (const item of fresh.slice(0, MOST_AT_ONCE)) await call(cache, item).catch(() => undefined);
}
