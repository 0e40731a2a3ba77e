import { type ConversationRow, PLATFORMS } from "@guichet/contract";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useChannels } from "../use-world.ts";

const NewMessageDialog = lazy(() =>
  import("./new-message-dialog.tsx").then((file) => ({ default: file.NewMessageDialog })),
);
type Props = { readonly onStarted: (row: ConversationRow) => void };

/** Writing first (W100), where one may reply and the platform lets one; nothing where there is no such channel. */
export function NewMessage({ onStarted }: Props): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const channels = useChannels().filter(
    ({ platform, role, state }) =>
      role !== "viewer" && state === "connected" && PLATFORMS[platform].starts !== undefined,
  );
  const there = channels.length > 0;
  const label = t("replyBox.newMessage");
  useCommand({
    id: "inbox.newMessage",
    label,
    group: t("conversations.queues"),
    icon: IconMessagePlus,
    when: there,
    run: () => setOpened(true),
  });
  if (!there) return null;
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon size={28} aria-label={label} onClick={() => setOpened(true)}>
          <IconMessagePlus size={18} stroke={1.8} />
        </ActionIcon>
      </Tooltip>
      {opened && (
        <Suspense>
          <NewMessageDialog channels={channels} onStarted={onStarted} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
