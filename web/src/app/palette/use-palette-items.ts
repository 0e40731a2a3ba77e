import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { type Say, useWords } from "../../locales/use-words.ts";
import type { Command, KeyedCommand } from "../../ui/commands.tsx";
import type { Icon } from "../../ui/icon.ts";
import { rank, remember } from "./rank.ts";

export type PaletteItem = {
  readonly id: string;
  readonly label: string;
  readonly search?: string;
  readonly group: string | undefined;
  readonly hint?: string;
  readonly keys?: string;
  readonly icon?: Icon;
  /** Asks one thing more instead of running. */
  readonly leadsTo?: Command;
  readonly onRun: () => void;
};

const KEPT_UNDER = "guichet.recent-commands";
const RECENT_SHOWN = 4;

/** The lines of the palette for what was typed: commands, or the choices of the command at hand. */
export function usePaletteItems(
  commands: readonly KeyedCommand[],
  step: Command | undefined,
  typed: string,
  onSearch: (text: string) => void,
): PaletteItem[] {
  const { t } = useWords();
  const [recent] = useState(readRecent);
  const recentHeading = t("shell.recent");
  return useMemo(() => {
    if (step) return rank(step.choices?.().map(choiceItem) ?? [], typed, recent);
    const listed = rank(onePerId(commands).map(commandItem), typed, recent);
    if (typed.trim() === "") return recentFirst(listed, recent, recentHeading);
    return [...listed.map((item) => ({ ...item, group: undefined })), searchItem(typed.trim(), t, onSearch)];
  }, [commands, step, typed, recent, recentHeading, t, onSearch]);
}

/** Of two commands with one name the later, deeper one is meant; key-only ones stay on the keyboard. */
function onePerId(commands: readonly KeyedCommand[]): KeyedCommand[] {
  return [...new Map(commands.filter((one) => !one.keyOnly).map((command) => [command.id, command])).values()];
}

/** Last: what was typed may be something that was said. */
function searchItem(text: string, t: Say, onSearch: (text: string) => void): PaletteItem {
  return {
    id: "searchFor",
    label: t("shell.searchFor", { text }),
    group: undefined,
    icon: IconSearch,
    onRun: () => onSearch(text),
  };
}

function commandItem(command: KeyedCommand): PaletteItem {
  const keys = command.keys[0];
  const asks = command.choices !== undefined;
  return {
    id: command.id,
    label: command.label,
    group: command.group,
    ...(command.search ? { search: command.search } : {}),
    ...(command.icon ? { icon: command.icon } : {}),
    ...(keys ? { keys } : {}),
    ...(asks ? { leadsTo: command } : {}),
    onRun: () => {
      keepRecent(command.id);
      if (!asks) command.run?.();
    },
  };
}

function choiceItem(choice: NonNullable<ReturnType<NonNullable<Command["choices"]>>[number]>): PaletteItem {
  const { id, label, hint, icon, run } = choice;
  return { id, label, group: undefined, ...(hint ? { hint } : {}), ...(icon ? { icon } : {}), onRun: run };
}

/** The last few used on top under their own heading; the rest by group, groups in the order they first appear. */
function recentFirst(items: readonly PaletteItem[], recent: readonly string[], heading: string): PaletteItem[] {
  const used = items.filter((item) => recent.includes(item.id)).slice(0, RECENT_SHOWN);
  const groups = Map.groupBy(
    items.filter((item) => !used.includes(item)),
    (item) => item.group,
  );
  return [...used.map((item) => ({ ...item, group: heading })), ...[...groups.values()].flat()];
}

function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_UNDER) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function keepRecent(id: string): void {
  try {
    localStorage.setItem(KEPT_UNDER, JSON.stringify(remember(readRecent(), id)));
  } catch {
    // Storage is blocked: the palette then ranks by name only.
  }
}
