import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { PresenceDot } from "../../ui/presence-dot.tsx";
import classes from "./availability.module.css";
import { CHOICES, useSetPresence } from "./use-set-presence.ts";
import { useSignOut } from "./use-sign-out.ts";

/** The button with the current state's name, its dot and an arrow, always at the top right (W05, W31). */
export function Availability(): ReactNode {
  const { t } = useWords();
  const { presence } = useMe();
  const setPresence = useSetPresence();
  const signOut = useSignOut();
  const state = t(`ui.${presence}`);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={t("shell.availability", { state })}>
          <PresenceDot presence={presence} decorative />
          <span className={classes.state}>{state}</span>
          <IconChevronDown size={14} stroke={2} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICES.map((choice) => (
          <Menu.Item
            key={choice}
            leftSection={<PresenceDot presence={choice} decorative />}
            rightSection={presence === choice ? <IconCheck size={15} /> : undefined}
            onClick={() => void setPresence(choice)}
          >
            {t(`ui.${choice}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCircle size={16} />} renderRoot={(props) => <Link {...props} to="/profile" />}>
          {t("shell.myProfile")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
