import { ActionIcon, Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";

type Props = { readonly showAudit: boolean; readonly onShowAudit: (show: boolean) => void };

/** Conversation view: what of the conversation is shown. Audit trails are recorded in any case (W88). */
export function ViewMenu({ showAudit, onShowAudit }: Props): ReactNode {
  const { t } = useWords();
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
      </Menu.Dropdown>
    </Menu>
  );
}
