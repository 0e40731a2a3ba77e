import { type ConversationRow, priorityReasons } from "@guichet/contract";
import { IconFlame } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useChannels, useContactGroups, usePrioritization, useTopicNames } from "../use-world.ts";
import classes from "./conversation-row.module.css";

/** How soon it is to be answered, with the reasons on hover (R77, R79, W48). Nothing where nothing of it is prioritized. */
export function PriorityMark({ row }: { readonly row: ConversationRow }): ReactNode {
  return row.priority > 0 && row.status === "new" && <Mark row={row} />;
}

function Mark({ row }: { readonly row: ConversationRow }): ReactNode {
  const { t } = useWords();
  const reasons = useReasons(row).join(" · ");
  const score = row.priority;
  const words = reasons === "" ? t("priority.markPlain", { score }) : t("priority.mark", { score, reasons });
  return (
    <span className={classes.priority} title={words}>
      <IconFlame size={12} stroke={2} aria-hidden />
      <span aria-hidden>{score}</span>
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}

function useReasons(row: ConversationRow): string[] {
  const { t } = useWords();
  const prioritization = usePrioritization();
  const topics = useTopicNames();
  const groups = useContactGroups();
  const channels = useChannels();
  if (prioritization === undefined) return [];
  const facts = { ...row, groupIds: row.contact.groupIds };
  return priorityReasons(prioritization, facts).map((reason) => {
    if (reason.type === "topic") return t("priority.topic", { name: topics.get(reason.id) ?? "" });
    if (reason.type === "contact_group")
      return t("priority.contactGroup", { name: groups.find((group) => group.id === reason.id)?.name ?? "" });
    const name = channels.find((channel) => channel.id === reason.id)?.name ?? "";
    return t(reason.visibility === null ? "priority.channel" : `priority.channel_${reason.visibility}`, { name });
  });
}
