import { createContext, type ReactNode, use } from "react";
import { useWords } from "../locales/use-words.ts";
import { isMac, partsOf } from "./key-names.ts";
import { KeysHint } from "./keys-hint.tsx";

/** The keys that work now for a command, as its user has chosen them. */
export type KeysOf = (id: string) => readonly string[];

const KeysContext = createContext<KeysOf>(() => []);
export const KeysProvider = KeysContext.Provider;

/** Looks up the user's keys: `useKeysOf()("conversation.resolve")`. */
export function useKeysOf(): KeysOf {
  return use(KeysContext);
}

/** The key of a command drawn as keycaps; nothing where it has none. */
export function CommandKey({ id }: { readonly id: string }): ReactNode {
  const [keys] = useKeysOf()(id);
  return keys === undefined ? null : <KeysHint keys={keys} />;
}

/** For `title`: a button's words with the key that does the same, e.g. `Resolve (E)`. */
export function useTitle(): (label: string, id: string) => string {
  const keysOf = useKeysOf();
  const names = useKeyNames();
  return (label, id) => {
    const [keys] = keysOf(id);
    return keys === undefined ? label : `${label} (${names(keys)})`;
  };
}

/** Keys as one speaks of them: `g n` → `G N`, `mod+shift+e` → `Ctrl+Shift+E`. */
export function useKeyNames(): (keys: string) => string {
  const { t } = useWords();
  const names = {
    ctrl: t("ui.keyCtrl"),
    shift: t("ui.keyShift"),
    enter: t("ui.keyEnter"),
    esc: t("ui.keyEsc"),
    space: t("ui.keySpace"),
  };
  return (keys) =>
    keys
      .split(" ")
      .map((stroke) => partsOf(stroke, names, isMac()).join("+"))
      .join(" ");
}

/** For `aria-keyshortcuts`; sequences cannot be said there. */
export function toAriaShortcuts(keys: readonly string[]): string | undefined {
  const single = keys.filter((one) => !one.includes(" "));
  const spoken = single.flatMap((one) =>
    one.startsWith("mod+") ? ["Control", "Meta"].map((mod) => withMod(one, mod)) : [withMod(one, "")],
  );
  return spoken.length === 0 ? undefined : spoken.join(" ");
}

function withMod(keys: string, mod: string): string {
  const parts = keys.split("+").map((part) => (part === "mod" ? mod : part.charAt(0).toUpperCase() + part.slice(1)));
  return parts.join("+");
}
