import { Menu } from "@mantine/core";
import {
  IconBook2,
  IconCode,
  IconGift,
  IconHelp,
  IconKeyboard,
  IconLifebuoy,
  IconMessageHeart,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CommandKey } from "../../ui/keys-of.tsx";
import { usePalette } from "../palette/palette-provider.tsx";

type Props = { readonly folded: boolean; readonly className?: string; readonly nameClassName?: string };

/** Feedback, support, help centre, what is new (W04); and the keyboard's cheat sheet. */
export function HelpMenu({ folded, className, nameClassName }: Props): ReactNode {
  const { t } = useWords();
  const { openCheatSheet } = usePalette();
  return (
    <Menu position="right-end" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={className}
          aria-label={t("shell.help")}
          title={folded ? t("shell.help") : undefined}
        >
          <IconHelp size={18} stroke={1.7} />
          <span className={nameClassName}>{t("shell.help")}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconBook2 size={16} />} renderRoot={(props) => <Link {...props} to="/help" />}>
          {t("shell.helpCentre")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} />}
          rightSection={<CommandKey id="shortcuts" />}
          onClick={openCheatSheet}
        >
          {t("shell.shortcuts")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconGift size={16} />}
          renderRoot={(props) => <Link {...props} to="/help" hash="what-is-new" />}
        >
          {t("shell.whatIsNew")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLifebuoy size={16} />}
          renderRoot={(props) => <Link {...props} to="/help" hash="support" />}
        >
          {t("shell.support")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMessageHeart size={16} />}
          renderRoot={(props) => <Link {...props} to="/help" hash="feedback" />}
        >
          {t("shell.feedback")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCode size={16} />}
          component="a"
          href="/api/v1/docs"
          target="_blank"
          rel="noreferrer"
        >
          {t("shell.apiReference")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
