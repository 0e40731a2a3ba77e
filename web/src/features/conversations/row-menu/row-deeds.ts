import type { ConversationRow } from "@guichet/contract";
import { canSetStatus } from "../thread/status-buttons.tsx";

export type RowDeed =
  | "open"
  | "newTab"
  | "copyLink"
  | "select"
  | "assignToMe"
  | "assign"
  | "team"
  | "topic"
  | "tag"
  | "resolve"
  | "pending"
  | "backToNew"
  | "boomerang"
  | "cancelBoomerang"
  | "unread";

/** The command that does the same: its key is shown beside the line, and works while the menu is open. */
export const COMMAND_OF: Readonly<Record<RowDeed, string>> = {
  open: "conversation.open",
  newTab: "conversation.newTab",
  copyLink: "conversation.copyLink",
  select: "conversation.select",
  assignToMe: "conversation.assignToMe",
  assign: "conversation.assign",
  team: "conversation.team",
  topic: "conversation.topic",
  tag: "conversation.tag",
  resolve: "conversation.resolve",
  pending: "conversation.pending",
  backToNew: "conversation.backToNew",
  boomerang: "conversation.boomerang",
  cancelBoomerang: "conversation.cancelBoomerang",
  unread: "conversation.markUnread",
};

/** What this person may do with a row now, in the order of the menu and in its groups. The server has the same rules. Pure. */
export function rowDeeds(row: ConversationRow, me: string): readonly (readonly RowDeed[])[] {
  const open = row.status !== "resolved";
  const assigns = open && row.abilities.includes("assign");
  const moves = canSetStatus(row, me);
  const groups: readonly (readonly (RowDeed | false)[])[] = [
    ["open", "newTab", "copyLink", "select"],
    [
      moves && open && "resolve",
      moves && row.status === "new" && "pending",
      moves && row.status !== "new" && "backToNew",
      moves && "boomerang",
      moves && row.boomerang !== null && "cancelBoomerang",
      "unread",
    ],
    [
      assigns && row.assignee?.id !== me && "assignToMe",
      assigns && "assign",
      assigns && "team",
      row.abilities.includes("addTopics") && "topic",
      row.abilities.includes("addTags") && "tag",
    ],
  ];
  return groups.map((group) => group.filter((deed) => deed !== false)).filter((group) => group.length > 0);
}
