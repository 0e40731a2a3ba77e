import type { ConversationRow } from "@guichet/contract";
import { ActionIcon, Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconMailOpened, IconMailPlus, IconRoute } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { CommandKey } from "../../../ui/keys-of.tsx";
import { useIsUnread, useSwitchUnread } from "../unread/use-unread.ts";
import classes from "./thread-header.module.css";

/** What of a conversation is shown: a choice that is kept for the person. */
export type ViewChoices = {
  /** Audit trails are recorded in any case (W88). */
  readonly showAudit: boolean;
  readonly onShowAudit: (show: boolean) => void;
  /** Cross-channel history (W89). */
  readonly allChannels: boolean;
  readonly onAllChannels: (show: boolean) => void;
};
/** `beyond`: there is something on other channels. */
type Props = ViewChoices & {
  readonly conversation: ConversationRow;
  readonly beyond: boolean;
  readonly onWhy: () => void;
};

/** Conversation view: what of the conversation is shown, and whether it counts as read. */
export function ViewMenu(props: Props): ReactNode {
  const { conversation, showAudit, onShowAudit, allChannels, onAllChannels, beyond, onWhy } = props;
  const { t } = useWords();
  const unread = useIsUnread(conversation);
  const switchUnread = useSwitchUnread();
  return (
    <Menu position="bottom-end" width={240} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon
          size={32}
          aria-label={t("conversations.conversationView")}
          title={t("conversations.conversationView")}
        >
          <IconAdjustmentsHorizontal size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("conversations.conversationView")}</Menu.Label>
        <Menu.CheckboxItem checked={showAudit} onChange={onShowAudit}>
          {t("conversations.auditTrails")}
        </Menu.CheckboxItem>
        <Menu.CheckboxItem checked={allChannels && beyond} disabled={!beyond} onChange={onAllChannels}>
          {t("allChannels.title")}
          {!beyond && <span className={classes.why}>{t("allChannels.nothing")}</span>}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item
          closeMenuOnClick
          leftSection={unread ? <IconMailOpened size={16} stroke={1.7} /> : <IconMailPlus size={16} stroke={1.7} />}
          rightSection={<CommandKey id="conversation.markUnread" />}
          onClick={() => switchUnread(conversation, unread)}
        >
          {t(unread ? "rowMenu.markRead" : "rowMenu.markUnread")}
        </Menu.Item>
        <Menu.Item closeMenuOnClick leftSection={<IconRoute size={16} stroke={1.7} />} onClick={onWhy}>
          {t("routing.why")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
