import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { usePreference } from "../../api/preference.ts";
import { DEFAULT_KEYS } from "../../features/keyboard/default-keys.ts";
import { type Command, CommandProvider } from "../../ui/commands.tsx";
import { type Keymap, keysWith, readKeymap } from "../../ui/keymap.ts";
import type { KeysOf } from "../../ui/keys-of.tsx";
import { useLoaded } from "../../ui/use-loaded.ts";
import { useTypedAhead } from "./use-typed-ahead.ts";

const loadPalette = async () => (await import("./palette.tsx")).Palette;
const loadCheatSheet = async () => (await import("./cheat-sheet.tsx")).CheatSheet;

type Opened = { readonly at: "commands"; readonly step?: Command } | { readonly at: "cheatSheet" } | undefined;
type Controls = { readonly openPalette: (step?: Command) => void; readonly openCheatSheet: () => void };

const PaletteContext = createContext<Controls | undefined>(undefined);

/** Every command of the page, the keys that run them, and the two places that show them: palette and cheat sheet. */
export function PaletteProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [opened, setOpened] = useState<Opened>();
  const [singleKeys] = usePreference("keyboard.singleKeys", true);
  const keysOf = useOwnKeys(singleKeys);
  const controls = useMemo(
    (): Controls => ({
      openPalette: (step) => setOpened(step ? { at: "commands", step } : { at: "commands" }),
      openCheatSheet: () => setOpened({ at: "cheatSheet" }),
    }),
    [],
  );
  const close = (): void => setOpened(undefined);
  const Palette = useLoaded(loadPalette, opened?.at === "commands");
  const CheatSheet = useLoaded(loadCheatSheet, opened?.at === "cheatSheet");
  const ahead = useTypedAhead(opened?.at === "commands" && !Palette);
  return (
    <PaletteContext value={controls}>
      <CommandProvider keysOf={keysOf} singleKeys={singleKeys} onChoices={controls.openPalette}>
        {children}
        {opened?.at === "commands" && Palette && <Palette step={opened.step} ahead={ahead} onClose={close} />}
        {opened?.at === "cheatSheet" && CheatSheet && <CheatSheet singleKeys={singleKeys} onClose={close} />}
      </CommandProvider>
    </PaletteContext>
  );
}

const NO_KEYS: Keymap = {};

/** The keys that work for a command: its user's own, and only those with Ctrl or Cmd where single ones are switched off. */
function useOwnKeys(singleKeys: boolean): KeysOf {
  const [kept] = usePreference("keyboard.keys", NO_KEYS);
  return useMemo(() => {
    const own = readKeymap(kept);
    return (id) => keysWith(own, DEFAULT_KEYS, id).filter((keys) => singleKeys || keys.startsWith("mod+"));
  }, [kept, singleKeys]);
}

/** Opens the palette (at the choices of a command, if one is given) or the cheat sheet. */
export function usePalette(): Controls {
  const controls = use(PaletteContext);
  if (!controls) throw new Error("The palette needs a PaletteProvider above it.");
  return controls;
}
