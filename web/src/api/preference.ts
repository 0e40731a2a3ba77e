import type { Me } from "@guichet/contract";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { call } from "./call.ts";
import { useMe } from "./me.ts";
import { queries } from "./queries.ts";
import { routes } from "./routes.ts";

const SENT_AFTER_MS = 800;
let unsent: ReturnType<typeof setTimeout> | undefined;
/** Only what was changed here is sent, and by whom: another browser of the same person may have changed the rest. */
let changed: { readonly by: string; readonly values: Readonly<Record<string, unknown>> } = { by: "", values: {} };

type Lists = Readonly<Record<string, readonly string[]>>;
type Kept = boolean | number | string | readonly string[] | Lists;
type Preference<Value> = [value: Value, keep: (value: Value) => void];

/**
 * Something small the product remembers for a person, e.g. a pane's width: `usePreference("rail.folded", false)`. On the
 * screen at once, on the server a moment later. A kept value of another kind than `fallback` counts as none.
 */
export function usePreference(key: string, fallback: boolean): Preference<boolean>;
export function usePreference(key: string, fallback: number): Preference<number>;
export function usePreference(key: string, fallback: string): Preference<string>;
export function usePreference(key: string, fallback: readonly string[]): Preference<readonly string[]>;
export function usePreference(key: string, fallback: Lists): Preference<Lists>;
export function usePreference<Value extends Kept>(key: string, fallback: Value): Preference<Value> {
  const { id, preferences } = useMe();
  const cache = useQueryClient();
  const kept = preferences[key];
  const set = useCallback((value: Value) => keepPreference(cache, id, key, value), [cache, id, key]);
  return [isKindOf(kept, fallback) ? kept : fallback, set];
}

function keepPreference(cache: QueryClient, by: string, key: string, value: unknown): void {
  cache.setQueryData(queries.me().queryKey, (me): Me | undefined =>
    me ? { ...me, preferences: { ...me.preferences, [key]: value } } : me,
  );
  changed = { by, values: { ...(changed.by === by ? changed.values : {}), [key]: value } };
  clearTimeout(unsent);
  unsent = setTimeout(sendPreferences, SENT_AFTER_MS);
}

/** Sends what is still waiting: before signing out or when the page is left. */
export function sendPreferences(): void {
  if (unsent === undefined) return;
  clearTimeout(unsent);
  unsent = undefined;
  const sent = changed;
  changed = { by: sent.by, values: {} };
  call(routes.patchMe, { body: { preferences: sent.values }, keepalive: true }).catch(() => {
    // Not worth a word on the screen: it is still right here, and goes along with the next change.
    if (changed.by === sent.by) changed = { by: sent.by, values: { ...sent.values, ...changed.values } };
  });
}

function isKindOf<Value>(kept: unknown, fallback: Value): kept is Value {
  if (Array.isArray(fallback)) return Array.isArray(kept) && kept.every((one) => typeof one === "string");
  return typeof kept === typeof fallback && kept !== null && !Array.isArray(kept);
}
