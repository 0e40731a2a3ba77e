import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from "react";
import { usePreference } from "../../api/preference.ts";
import { type Command, CommandProvider } from "../../ui/commands.tsx";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const CheatSheet = lazy(async () => ({ default: (await import("./cheat-sheet.tsx")).CheatSheet }));

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
  return (
    <PaletteContext value={controls}>
      <CommandProvider singleKeys={singleKeys} onChoices={controls.openPalette}>
        {children}
        <Suspense>
          {opened?.at === "commands" && <Palette step={opened.step} onClose={close} />}
          {opened?.at === "cheatSheet" && <CheatSheet singleKeys={singleKeys} onClose={close} />}
        </Suspense>
      </CommandProvider>
    </PaletteContext>
  );
}

/** Opens the palette (at the choices of a command, if one is given) or the cheat sheet. */
export function usePalette(): Controls {
  const controls = use(PaletteContext);
  if (!controls) throw new Error("The palette needs a PaletteProvider above it.");
  return controls;
}
