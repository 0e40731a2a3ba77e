import { type ConversationRow, PLATFORMS } from "@guichet/contract";
import { IconTemplate } from "@tabler/icons-react";
import { lazy, type ReactNode, type RefObject, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useChannels } from "../use-world.ts";

const TemplateDialog = lazy(() => import("./template-dialog.tsx").then((file) => ({ default: file.TemplateDialog })));

type Templates = {
  /** Opens the dialog; undefined: there are no templates here, or one may not reply. */
  readonly onTemplate: (() => void) | undefined;
  readonly dialog: ReactNode;
};

/** Texts that the platform has approved, to be sent at any time (W95): button, palette, and the dialog they open. */
export function useTemplates(
  row: ConversationRow,
  canReply: boolean,
  field: RefObject<HTMLTextAreaElement | null>,
): Templates {
  const { t } = useWords();
  const channel = useChannels().find((one) => one.id === row.channelId);
  const [opened, setOpened] = useState<ConversationRow["id"] | undefined>(undefined);
  const offered =
    canReply && row.visibility === "private" && PLATFORMS[row.platform].can.template && channel?.templates === true;
  const open = (): void => setOpened(row.id);
  useCommand({
    id: "conversation.template",
    label: t("replyBox.useTemplate"),
    group: t("conversations.group"),
    icon: IconTemplate,
    when: offered,
    run: open,
  });
  const dialog = opened === row.id && (
    <Suspense>
      <TemplateDialog row={row} onSent={() => field.current?.focus()} onClose={() => setOpened(undefined)} />
    </Suspense>
  );
  return { onTemplate: offered ? open : undefined, dialog };
}
