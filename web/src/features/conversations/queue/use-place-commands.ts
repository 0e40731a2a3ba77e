import { IconAt, IconPencil, IconRotateClockwise2, IconUser, IconUserOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useQueueOptions } from "../use-world.ts";
import { type QueuePlace, queueOf, searchOf } from "./queue-place.ts";

/** To the places of the queue, from every page. Not for those whose teams let them set no filters (W165). */
export function usePlaceCommands(): void {
  const { t } = useWords();
  const navigate = useNavigate();
  const goTo = (place: QueuePlace) => () =>
    void navigate({ to: "/inbox/$queue", params: { queue: queueOf(place, "new") }, search: searchOf(place) });
  const common = { group: t("shell.goTo"), when: useQueueOptions().filters };
  useCommand({ id: "go.mine", label: t("views.goToMine"), icon: IconUser, run: goTo("mine"), ...common });
  useCommand({
    id: "go.unassigned",
    label: t("views.goToUnassigned"),
    icon: IconUserOff,
    run: goTo("unassigned"),
    ...common,
  });
  useCommand({ id: "go.mentions", label: t("views.goToMentions"), icon: IconAt, run: goTo("mentions"), ...common });
  useCommand({ id: "go.drafts", label: t("views.goToDrafts"), icon: IconPencil, run: goTo("drafts"), ...common });
  useCommand({
    id: "go.boomerang",
    label: t("views.goToBoomerang"),
    icon: IconRotateClockwise2,
    run: goTo("boomerang"),
    ...common,
  });
}
