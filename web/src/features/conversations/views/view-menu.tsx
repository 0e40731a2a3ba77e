import type { QueueView } from "@guichet/contract";
import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconDots, IconLock, IconPencil, IconShare2, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./views.module.css";

type Props = {
  readonly view: QueueView;
  readonly mayShare: boolean;
  /** Undefined: it stands at that end already. */
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
  readonly onRename: () => void;
  readonly onShare: (shared: boolean) => void;
  readonly onRemove: () => void;
};

/** What can be done with a view. */
export function ViewItemMenu({ view, mayShare, onUp, onDown, onRename, onShare, onRemove }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon size={24} className={classes.more} aria-label={t("views.menu", { name: view.name })}>
          <IconDots size={15} stroke={1.9} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={15} />} disabled={!onUp} onClick={onUp}>
          {t("views.moveUp")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={15} />} disabled={!onDown} onClick={onDown}>
          {t("views.moveDown")}
        </Menu.Item>
        {view.mayChange && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={onRename}>
              {t("views.rename")}
            </Menu.Item>
            {mayShare && !view.shared && (
              <Menu.Item leftSection={<IconShare2 size={15} />} onClick={() => onShare(true)}>
                {t("views.share")}
              </Menu.Item>
            )}
            {view.shared && view.own && (
              <Menu.Item leftSection={<IconLock size={15} />} onClick={() => onShare(false)}>
                {t("views.unshare")}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconTrash size={15} />} onClick={onRemove}>
              {t("views.delete")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
