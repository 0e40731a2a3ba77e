import { useMemo } from "react";
import { usePreference } from "../../api/preference.ts";
import { useWords } from "../../locales/use-words.ts";
import { giveKeys, type Keymap, keysWith, ownersOf, readKeymap } from "../../ui/keymap.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { CATALOGUE } from "./catalogue.ts";
import { DEFAULT_KEYS } from "./default-keys.ts";

const NONE: Keymap = {};
const IDS = CATALOGUE.flatMap((group) => group.commands.map((command) => command.id));

export type OwnKeys = {
  readonly keysOf: (id: string) => readonly string[];
  /** Are they other ones than it came with? */
  readonly isOwn: (id: string) => boolean;
  readonly anyOwn: boolean;
  /** Which commands would lose a key if this one had these. */
  readonly ownersOf: (id: string, keys: readonly string[]) => readonly string[];
  readonly give: (id: string, keys: readonly string[]) => void;
  readonly resetAll: () => void;
};

/** The keys of whoever is signed in, and what changes them: at once, kept on the server. */
export function useOwnKeys(): OwnKeys {
  const { t } = useWords();
  const toasts = useToasts();
  const [kept, keep] = usePreference("keyboard.keys", NONE);
  const own = useMemo(() => readKeymap(kept), [kept]);
  const keysOf = (id: string): readonly string[] => keysWith(own, DEFAULT_KEYS, id);
  return {
    keysOf,
    isOwn: (id) => keysOf(id).join() !== (DEFAULT_KEYS[id] ?? []).join(),
    anyOwn: Object.keys(own).length > 0,
    ownersOf: (id, keys) => ownersOf(own, DEFAULT_KEYS, IDS, id, keys),
    give: (id, keys) => keep(giveKeys(own, DEFAULT_KEYS, id, keys)),
    resetAll: () => {
      keep(NONE);
      toasts.show({ message: t("ownKeys.resetAllDone"), tone: "good", undo: () => keep(own) });
    },
  };
}
