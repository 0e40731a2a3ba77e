import { type ConversationView, type MessageView, type Moderation, moderationsOf } from "@guichet/contract";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { type Command, useCommand } from "../../../ui/commands.tsx";
import { byMessage } from "../thread/by-message.ts";
import { MODERATIONS } from "./moderations.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { useModerate } from "./use-moderate.ts";

/** What the menu beside a public message does, by key and from the palette (W163). Returns the question before a deletion. */
export function useModerateCommands(view: ConversationView): ReactNode {
  const { t } = useWords();
  const [removing, setRemoving] = useState<MessageView>();
  const moderate = useModerate();
  const { platform, visibility, abilities } = view.conversation;
  const mayModerate = abilities.includes("reply");
  const command = (one: Moderation): Omit<Command, "id"> => ({
    label: t(MODERATIONS[one].words),
    group: t("conversations.group"),
    icon: MODERATIONS[one].Sign,
    ...byMessage(
      view,
      (message) => mayModerate && moderationsOf(platform, visibility, message).includes(one),
      t,
      (message) => (one === "delete" ? setRemoving(message) : void moderate.quietly(message, one)),
    ),
  });
  useCommand({ id: "message.like", ...command("like") });
  useCommand({ id: "message.unlike", ...command("unlike") });
  useCommand({ id: "message.repost", ...command("repost") });
  useCommand({ id: "message.unrepost", ...command("unrepost") });
  useCommand({ id: "message.hide", ...command("hide") });
  useCommand({ id: "message.unhide", ...command("unhide") });
  useCommand({ id: "message.delete", ...command("delete") });
  return removing && <RemoveDialog message={removing} moderate={moderate} onClose={() => setRemoving(undefined)} />;
}
