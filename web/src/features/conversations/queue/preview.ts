import type { ConversationRow, UserId } from "@guichet/contract";
import type { Say } from "../../../locales/use-words.ts";

export type Preview = {
  /** Who wrote it, when it was not the contact: `You:`, `Lina:`. */
  readonly sender: string | null;
  readonly text: string;
  readonly comment: boolean;
  readonly attachments: number;
  readonly failed: boolean;
};

/** The last message of a conversation in one line. */
export function previewOf(row: ConversationRow, myName: string, t: Say): Preview {
  const last = row.lastMessage;
  if (last === null) return { sender: null, text: row.subject ?? "", comment: false, attachments: 0, failed: false };
  const mine = last.kind !== "inbound" && last.authorName === myName;
  const sender = last.kind === "inbound" ? null : mine ? t("conversations.you") : firstWord(last.authorName);
  const files = last.attachments > 0 ? t("conversations.files", { count: last.attachments }) : "";
  const words = last.text.replaceAll(/\s+/g, " ").trim();
  return {
    sender,
    text: last.about === "reaction" ? t("post.reactedPreview", { emoji: last.text }) : words || files,
    comment: last.kind === "comment",
    attachments: last.attachments,
    failed: last.deliveryState === "failed" || last.deliveryState === "uncertain",
  };
}

function firstWord(name: string): string {
  return name.split(" ")[0] || name;
}

/** Is it mine to compare names by? Rows carry no author id. */
export function displayName(me: { id: UserId; firstName: string; lastName: string }): string {
  return `${me.firstName} ${me.lastName}`.trim();
}
