import { createContext, type ReactNode, use, useEffect, useId, useMemo, useRef, useSyncExternalStore } from "react";
import type { Icon } from "./icon.ts";
import { keysReachPage, noteFocus, takeToOpeningField } from "./key-focus.ts";
import { type Binding, matchStroke, NOTHING_TYPED, strokeOfEvent, type Typed } from "./keys.ts";
import { type KeysOf, KeysProvider, useKeysOf } from "./keys-of.tsx";

/** One step further inside a command of the palette: *assign* → who. */
export type Choice = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: Icon;
  readonly run: () => void;
};
export type Command = {
  /** Stable name, e.g. `conversation.resolve`: its keys are looked up by it, and recent use is remembered by it. */
  readonly id: string;
  /** In the user's language. */
  readonly label: string;
  /** Heading in the palette and the cheat sheet, in the user's language. */
  readonly group: string;
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
  /** Its key is heard by the field in which one writes, and nowhere else: Send. */
  readonly keyInField?: boolean;
  /** Where another command on the page has the same key, the key is that one's. */
  readonly yields?: boolean;
};
/** A command with the keys that run it for whoever is signed in. */
export type KeyedCommand = Command & { readonly keys: readonly string[] };

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
  readonly keysOf: KeysOf;
  /** Single keys can be switched off per person; combinations with Ctrl or Cmd stay. */
  readonly singleKeys: boolean;
  /** Opens the palette at the choices of a command that has only those. */
  readonly onChoices: (command: Command) => void;
};

/** Holds every command on the page and gives keys to them. */
export function CommandProvider({ children, keysOf, singleKeys, onChoices }: ProviderProps): ReactNode {
  const registry = useMemo(makeRegistry, []);
  const asked = useRef({ keysOf, singleKeys, onChoices });
  asked.current = { keysOf, singleKeys, onChoices };
  useEffect(() => {
    let typed = NOTHING_TYPED;
    const onKey = (event: KeyboardEvent): void => {
      if (takeToOpeningField(event)) return;
      typed = handleKey(event, typed, registry.list(), asked.current);
    };
    window.addEventListener("keydown", onKey);
    window.addEventListener("focusin", noteFocus);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("focusin", noteFocus);
    };
  }, [registry]);
  return (
    <RegistryContext value={registry}>
      <KeysProvider value={keysOf}>{children}</KeysProvider>
    </RegistryContext>
  );
}

/** Puts a command on the keyboard and into the palette for as long as the component is on the page. */
export function useCommand(command: Command): void {
  const registry = useRegistry();
  const slot = useId();
  // Written on every render, so that `run` always closes over what is on the screen now.
  useEffect(() => registry.put(slot, command));
  useEffect(() => () => registry.remove(slot), [registry, slot]);
}

/** Every command that can be used now, in the order of registration, with its user's keys. */
export function useCommands(): readonly KeyedCommand[] {
  const registry = useRegistry();
  const keysOf = useKeysOf();
  const commands = useSyncExternalStore(registry.subscribe, registry.list);
  return useMemo(() => commands.map((command) => ({ ...command, keys: keysOf(command.id) })), [commands, keysOf]);
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
    before.id === after.id && before.label === after.label && before.group === after.group && before.when === after.when
  );
}

/** What each key runs; the last one that has it counts. */
export function bindingsOf(commands: readonly Command[], keysOf: KeysOf): Binding[] {
  return commands
    .filter((command) => !command.keyInField)
    .toSorted((a, b) => Number(b.yields ?? false) - Number(a.yields ?? false))
    .flatMap(({ id }) => keysOf(id).map((keys) => ({ id, keys })));
}

type Asked = Pick<ProviderProps, "keysOf" | "singleKeys" | "onChoices">;

function handleKey(event: KeyboardEvent, typed: Typed, commands: readonly Command[], asked: Asked): Typed {
  const stroke = event.defaultPrevented || event.isComposing ? undefined : strokeOfEvent(event);
  if (stroke === undefined) return typed;
  const withMod = stroke.startsWith("mod+");
  if (!withMod && (!asked.singleKeys || !keysReachPage(event))) return NOTHING_TYPED;
  const bindings = bindingsOf(commands, asked.keysOf);
  const match = matchStroke(typed, stroke, event.timeStamp, bindings);
  const command = match.id === undefined ? undefined : commands.findLast((one) => one.id === match.id);
  if (command || match.typed.pending.length > 0) event.preventDefault();
  if (command?.run) command.run();
  else if (command?.choices) asked.onChoices(command);
  return match.typed;
}
