import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from "react";
import { usePreference } from "../../api/preference.ts";
import { type Command, CommandProvider } from "../../ui/commands.tsx";
import { useLoaded } from "../../ui/use-loaded.ts";

const loadPalette = async () => (await import("./palette.tsx")).Palette;
const loadCheatSheet = async () => (await import("./cheat-sheet.tsx")).CheatSheet;

type Opened = { readonly at: "commands"; readonly step?: Command } | { readonly at: "cheatSheet" } | undefined;
type Controls = { readonly openPalette: (step?: Command) => void; readonly openCheatSheet: () => void };

const PaletteContext = createContext<Controls | undefined>(undefined);

/** Every command of the page, the keys that run them, and the two places that show them: palette and cheat sheet. */
export function PaletteProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [opened, setOpened] = useState<Opened>();
  const [singleKeys] = usePreference("keyboard.singleKeys", true);
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
  useNoKeys(opened?.at === "commands" && !Palette);
  return (
    <PaletteContext value={controls}>
      <CommandProvider singleKeys={singleKeys} onChoices={controls.openPalette}>
        {children}
        {opened?.at === "commands" && Palette && <Palette step={opened.step} onClose={close} />}
        {opened?.at === "cheatSheet" && CheatSheet && <CheatSheet singleKeys={singleKeys} onClose={close} />}
      </CommandProvider>
    </PaletteContext>
  );
}

/** What is typed for a palette that is still being fetched must not run commands or end up in a reply. */
function useNoKeys(waiting: boolean): void {
  useLayoutEffect(() => {
    if (!waiting) return;
    const swallow = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", swallow, { capture: true });
    return () => window.removeEventListener("keydown", swallow, { capture: true });
  }, [waiting]);
}

/** Opens the palette (at the choices of a command, if one is given) or the cheat sheet. */
export function usePalette(): Controls {
  const controls = use(PaletteContext);
  if (!controls) throw new Error("The palette needs a PaletteProvider above it.");
  return controls;
}
