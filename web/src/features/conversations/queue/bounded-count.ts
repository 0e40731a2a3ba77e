import type { BoundedCount } from "@guichet/contract";
import type { Say } from "../../../locales/use-words.ts";

/** `1,234`, or `1,234+` where there are at least so many. */
export function formatCount({ count, more }: BoundedCount, locale: string): string {
  return `${count.toLocaleString(locale)}${more ? "+" : ""}`;
}

/** The same as words. */
export function wordsOf({ count, more }: BoundedCount, t: Say): string {
  return t(more ? "views.atLeast" : "shell.countConversations", { count });
}
