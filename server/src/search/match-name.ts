import { foldForSearch } from "@guichet/contract";
import type { Named } from "./names.sql.ts";

/** What a value may have meant, shown to who wrote something else. */
const MOST_OFFERED = 5;

/** Those that are called so, whatever case and accents; if none is, those whose name begins so. */
export function matchName<Id>(named: readonly Named<Id>[], value: string): Id[] {
  const wanted = fold(value);
  const called = named.filter((one) => one.names.some((name) => fold(name) === wanted));
  const begun = named.filter((one) => one.names.some((name) => fold(name).startsWith(wanted)));
  return (called.length > 0 ? called : begun).map((one) => one.id);
}

/** Names that hold a part of what was written, or simply some. */
export function offerNames(named: readonly Named<unknown>[], value: string): string[] {
  const wanted = fold(value).slice(0, 3);
  const names = [...new Set(named.flatMap((one) => one.names[0] ?? []))];
  const near = names.filter((name) => wanted !== "" && fold(name).includes(wanted));
  return (near.length > 0 ? near : names).slice(0, MOST_OFFERED);
}

function fold(name: string): string {
  return foldForSearch(name)
    .trim()
    .replaceAll(/[\s_-]+/gu, " ");
}
