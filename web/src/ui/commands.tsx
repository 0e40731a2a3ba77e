import { createContext, type ReactNode, use, useEffect, useId, useMemo, useRef, useSyncExternalStore } from "react";
import type { Icon } from "./icon.ts";
import { keysReachPage } from "./key-focus.ts";
import { type Binding, matchStroke, NOTHING_TYPED, strokeOf, type Typed } from "./keys.ts";

/** One step further inside a command of the palette: *assign* → who. */
export type Choice = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: Icon;
  readonly run: () => void;
};
export type Command = {
  /** Stable name, e.g. `conversation.resolve`: recent use is remembered by it. */
  readonly id: string;
  /** In the user's language. */
  readonly label: string;
  /** Heading in the palette and the cheat sheet, in the user's language. */
  readonly group: string;
  /** `e`, `shift+e`, `?`, `mod+k` (Ctrl or Cmd), `g n` (one after the other). The first is shown. */
  readonly keys?: string | readonly string[];
  readonly icon?: Icon;
  /** Other words one may search it by. */
  readonly search?: string;
  readonly run?: () => void;
  /** Asked when chosen in the palette; the key runs `run`, or opens the palette at this step where there is none. */
  readonly choices?: () => readonly Choice[];
  /** False: not now; the key does nothing and the palette does not list it. */
  readonly when?: boolean;
  /** Works by its key only, e.g. a second way of moving; listed on the cheat sheet, not in the palette. */
  readonly keyOnly?: boolean;
};

type Entry = { readonly slot: string; command: Command };
export type Registry = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly list: () => readonly Command[];
  readonly put: (slot: string, command: Command) => void;
  readonly remove: (slot: string) => void;
};

const RegistryContext = createContext<Registry | undefined>(undefined);

type ProviderProps = {
  readonly children: ReactNode;
  /** Single keys can be switched off per person; combinations with Ctrl or Cmd stay. */
  readonly singleKeys: boolean;
  /** Opens the palette at the choices of a command that has only those. */
  readonly onChoices: (command: Command) => void;
};

/** Holds every command on the page and gives keys to them. */
export function CommandProvider({ children, singleKeys, onChoices }: ProviderProps): ReactNode {
  const registry = useMemo(makeRegistry, []);
  const asked = useRef({ singleKeys, onChoices });
  asked.current = { singleKeys, onChoices };
  useEffect(() => {
    let typed = NOTHING_TYPED;
    const onKey = (event: KeyboardEvent): void => {
      typed = handleKey(event, typed, registry.list(), asked.current);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** Puts a command on the keyboard and into the palette for as long as the component is on the page. */
export function useCommand(command: Command): void {
  const registry = useRegistry();
  const slot = useId();
  // Written on every render, so that `run` always closes over what is on the screen now.
  useEffect(() => registry.put(slot, command));
  useEffect(() => () => registry.remove(slot), [registry, slot]);
}

/** Every command that can be used now, in the order of registration. */
export function useCommands(): readonly Command[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.list);
}

/** The keys of a command as a list. */
export function keysOf(command: Command): readonly string[] {
  if (command.keys === undefined) return [];
  return typeof command.keys === "string" ? [command.keys] : command.keys;
}

function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (!registry) throw new Error("Commands need a CommandProvider above them.");
  return registry;
}

export function makeRegistry(): Registry {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  let listed: readonly Command[] = [];
  const changed = (): void => {
    listed = [...entries.values()].map((entry) => entry.command).filter((command) => command.when !== false);
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list: () => listed,
    put: (slot, command) => {
      const entry = entries.get(slot);
      const same = entry !== undefined && looksTheSame(entry.command, command);
      entries.set(slot, { slot, command });
      // Closures change with every render; only what people see is worth telling, the list itself is made anew.
      if (same) listed = listed.map((one) => (one === entry.command ? command : one));
      else changed();
    },
    remove: (slot) => {
      if (entries.delete(slot)) changed();
    },
  };
}

function looksTheSame(before: Command, after: Command): boolean {
  return (
    before.id === after.id &&
    before.label === after.label &&
    before.group === after.group &&
    before.when === after.when &&
    keysOf(before).join() === keysOf(after).join()
  );
}

type Asked = Pick<ProviderProps, "singleKeys" | "onChoices">;

function handleKey(event: KeyboardEvent, typed: Typed, commands: readonly Command[], asked: Asked): Typed {
  const stroke = event.defaultPrevented || event.isComposing ? undefined : strokeOf(toPress(event));
  if (stroke === undefined) return typed;
  const withMod = stroke.startsWith("mod+");
  if (!withMod && (!asked.singleKeys || !keysReachPage(event))) return NOTHING_TYPED;
  const bindings = commands.flatMap((command): Binding[] => keysOf(command).map((keys) => ({ id: command.id, keys })));
  const match = matchStroke(typed, stroke, event.timeStamp, bindings);
  const command = match.id === undefined ? undefined : commands.findLast((one) => one.id === match.id);
  if (command || match.typed.pending.length > 0) event.preventDefault();
  if (command?.run) command.run();
  else if (command?.choices) asked.onChoices(command);
  return match.typed;
}

function toPress(event: KeyboardEvent): Parameters<typeof strokeOf>[0] {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key, ctrlKey, metaKey, altKey, shiftKey, altGraph: event.getModifierState("AltGraph") };
}
