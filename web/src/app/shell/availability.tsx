import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { PresenceDot } from "../../ui/presence-dot.tsx";
import classes from "./availability.module.css";
import { isChosen, useAvailabilityChoices } from "./use-availability-choices.ts";
import { useSetPresence } from "./use-set-presence.ts";
import { useSignOut } from "./use-sign-out.ts";

const PRESENCES = ["available", "away", "offline"] as const;

/** The button with the current state's name, its dot and an arrow, always at the top right (W05, W31). */
export function Availability(): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const choices = useAvailabilityChoices();
  const setPresence = useSetPresence();
  const signOut = useSignOut();
  const state = me.awayState?.name ?? t(`ui.${me.presence}`);
  // The longest of the usual names holds the place: what stands beside it does not move when one comes or goes.
  const names = PRESENCES.map((one) => t(`ui.${one}`));
  const longest = names.reduce((a, b) => (b.length > a.length ? b : a));
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={t("shell.availability", { state })}>
          <PresenceDot presence={me.presence} decorative />
          <span className={classes.state} data-longest={longest}>
            {state}
          </span>
          <IconChevronDown size={14} stroke={2} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.key}
            leftSection={<PresenceDot presence={choice.chosen.presence} decorative />}
            rightSection={isChosen(choice, me) ? <IconCheck size={15} /> : undefined}
            onClick={() => void setPresence(choice)}
          >
            {choice.label}
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
