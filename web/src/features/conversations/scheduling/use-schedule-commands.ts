import type { ConversationView, ScheduledView } from "@guichet/contract";
import { IconCalendarOff, IconCalendarTime, IconPencil, IconSend2 } from "@tabler/icons-react";
import { useMe } from "../../../api/me.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { type Choice, type Command, useCommand } from "../../../ui/commands.tsx";
import { inShort } from "../../../ui/in-short.ts";
import { othersLock } from "../others-lock.ts";
import { deedsFor, type ScheduledDeeds } from "./scheduled-deeds.ts";

/** What is done with replies that leave later, by key and from the palette, which asks which of them. */
export function useScheduleCommands({ conversation, scheduled }: ConversationView, deeds: ScheduledDeeds): void {
  const { t } = useWords();
  const dates = useDates();
  const me = useMe().id;
  const group = t("conversations.group");
  const free = othersLock(conversation, me) === null;
  const canReply = conversation.abilities.includes("reply");
  const command = (deed: keyof ScheduledDeeds): Pick<Command, "group" | "when" | "run" | "choices"> => {
    const found = scheduled.filter((one) => deedsFor(one, { me, canReply, free }).includes(deed));
    const choice = (one: ScheduledView): Choice => ({
      id: one.id,
      label: inShort(one.text) || t("conversations.aMessage"),
      hint: dates.format(one.at, "dateTime"),
      run: () => deeds[deed](one),
    });
    const [first] = found;
    return {
      group,
      when: first !== undefined,
      ...(found.length > 1 ? { choices: () => found.map(choice) } : { run: () => first && deeds[deed](first) }),
    };
  };
  useCommand({
    id: "scheduled.sendNow",
    label: t("replyBox.scheduledSendNow"),
    icon: IconSend2,
    ...command("onSendNow"),
  });
  useCommand({
    id: "scheduled.move",
    label: t("replyBox.scheduledMove"),
    icon: IconCalendarTime,
    ...command("onMove"),
  });
  useCommand({ id: "scheduled.edit", label: t("replyBox.scheduledEdit"), icon: IconPencil, ...command("onTakeBack") });
  useCommand({
    id: "scheduled.cancel",
    label: t("replyBox.scheduledCancel"),
    icon: IconCalendarOff,
    ...command("onCancel"),
  });
}
