import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { Rail } from "./rail.tsx";

/** The navigation where there is no room for it beside the page: slid in from the left. */
export function PhoneRail({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  useFocusBack();
  return (
    <Drawer.Root opened onClose={onClose} size={264}>
      <Drawer.Overlay backgroundOpacity={0.4} />
      <Drawer.Content aria-label={t("shell.navigation")}>
        <Rail folded={false} />
      </Drawer.Content>
    </Drawer.Root>
  );
}
