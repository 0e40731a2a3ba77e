import { ActionIcon } from "@mantine/core";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CommandKey, toAriaShortcuts, useKeysOf } from "../../ui/keys-of.tsx";
import { usePalette } from "../palette/palette-provider.tsx";
import { Availability } from "./availability.tsx";
import { Bell } from "./bell.tsx";
import { HealthDot } from "./health-dot.tsx";
import shell from "./shell.module.css";
import classes from "./top-bar.module.css";

/** Search and commands, the state of the connection, the bell, and at the far right one's availability (W05). */
export function TopBar({ onMenu }: { readonly onMenu: (() => void) | undefined }): ReactNode {
  const { t } = useWords();
  const { openPalette } = usePalette();
  const keysOf = useKeysOf();
  return (
    <header className={`${shell.top} ${classes.bar}`}>
      {onMenu && (
        <ActionIcon size={36} aria-label={t("shell.openNavigation")} onClick={onMenu}>
          <IconMenu2 size={20} stroke={1.7} />
        </ActionIcon>
      )}
      <button
        type="button"
        className={classes.search}
        onClick={() => openPalette()}
        aria-keyshortcuts={toAriaShortcuts(keysOf("palette"))}
      >
        <IconSearch size={15} stroke={1.8} />
        <span>{t("shell.searchOrDo")}</span>
        <CommandKey id="palette" />
      </button>
      <div className={classes.right}>
        <HealthDot />
        <Bell />
        <Availability />
      </div>
    </header>
  );
}
