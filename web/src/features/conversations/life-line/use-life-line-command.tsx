import type { ConversationView, MessageView } from "@guichet/contract";
import { IconTimelineEvent } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { byMessage } from "../thread/by-message.ts";

const LifeLineDialog = lazy(() => import("./life-line-dialog.tsx").then((file) => ({ default: file.LifeLineDialog })));

/** How a message came here, or what became of it, by key and from the palette. Returns the dialog. */
export function useLifeLineCommand(view: ConversationView): ReactNode {
  const { t } = useWords();
  const [asked, setAsked] = useState<MessageView>();
  useCommand({
    id: "message.lifeLine",
    label: t("lifeLine.command"),
    group: t("conversations.group"),
    icon: IconTimelineEvent,
    search: `${t("lifeLine.title")} ${t("lifeLine.titleIn")}`,
    ...byMessage(view, hasLifeLine, t, setAsked),
  });
  return (
    asked && (
      <Suspense>
        <LifeLineDialog message={asked} onClose={() => setAsked(undefined)} />
      </Suspense>
    )
  );
}

/** Those that came from a contact, and those that are on their way to one, as beside the message. */
function hasLifeLine({ kind, delivery }: MessageView): boolean {
  return kind === "inbound" || (delivery !== null && delivery.heldUntil === null);
}
