import type { BulkWish } from "@guichet/contract";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { useTags, useTopics } from "../use-world.ts";
import { labelsOnSome } from "./labels-on-some.ts";
import type { Selection } from "./use-selection.ts";

type Doors = {
  readonly resolve?: () => void;
  /** Where not everything in the view is loaded. */
  readonly selectWhole?: () => void;
  readonly boomerang: () => void;
  /** Where something of it may come back by itself. */
  readonly cancelBoomerang?: () => void;
  readonly go: (wish: BulkWish) => void;
  readonly status: QueueFilter["status"];
};

/** In the palette; `Escape` lets go of what is selected, wherever the focus is. */
export function useBulkCommands(selection: Selection, doors: Doors): void {
  const { resolve, selectWhole, boomerang, cancelBoomerang, go, status } = doors;
  const { t } = useWords();
  const group = t("bulk.selected");
  // The same keys as for one conversation: with one open beside the list, they are meant for that.
  const yields = true;
  useCommand({
    id: "bulk.resolve",
    label: t("bulk.command_resolve"),
    group,
    yields,
    when: resolve !== undefined,
    run: () => resolve?.(),
  });
  useCommand({
    id: "bulk.assign",
    label: t("bulk.command_assign"),
    group,
    yields,
    when: status !== "resolved",
    run: () => press("assign"),
  });
  useCommand({
    id: "bulk.team",
    label: t("bulk.command_team"),
    group,
    yields,
    when: status !== "resolved",
    run: () => press("team"),
  });
  useCommand({ id: "bulk.topic", label: t("bulk.command_topic"), group, yields, run: () => press("topic") });
  useCommand({ id: "bulk.tag", label: t("bulk.command_tag"), group, yields, run: () => press("tag") });
  useTakeOffCommands(selection, go);
  useCommand({ id: "bulk.boomerang", label: t("bulk.command_boomerang"), group, yields, run: boomerang });
  useCommand({
    id: "bulk.cancelBoomerang",
    label: t("bulk.command_cancelBoomerang"),
    group,
    when: cancelBoomerang !== undefined,
    run: () => cancelBoomerang?.(),
  });
  useCommand({
    id: "bulk.pending",
    label: t("bulk.command_pending"),
    group,
    yields,
    when: status === "new",
    run: () => go({ type: "pending" }),
  });
  useCommand({
    id: "bulk.new",
    label: t("bulk.command_new"),
    group,
    when: status !== "new",
    run: () => go({ type: "new" }),
  });
  useCommand({
    id: "bulk.whole",
    label: t("bulk.selectView"),
    group,
    when: selectWhole !== undefined,
    run: () => selectWhole?.(),
  });
  useCommand({ id: "bulk.clear", label: t("bulk.clear"), group, run: selection.clear });
}

/** What is to be taken off is chosen in the palette. */
function useTakeOffCommands(selection: Selection, go: Doors["go"]): void {
  const { t } = useWords();
  const group = t("bulk.selected");
  const topics = labelsOnSome(useTopics(), selection, (row) => row.topicIds).filter((one) => !one.deleted);
  const tags = labelsOnSome(useTags(), selection, (row) => row.tagIds).filter((one) => !one.deleted);
  useCommand({
    id: "bulk.topicOff",
    label: t("bulk.command_topicOff"),
    group,
    when: topics.length > 0,
    choices: () =>
      topics.map(({ id, name }) => ({ id, label: name, run: () => go({ type: "topics", add: [], remove: [id] }) })),
  });
  useCommand({
    id: "bulk.tagOff",
    label: t("bulk.command_tagOff"),
    group,
    when: tags.length > 0,
    choices: () =>
      tags.map(({ id, name }) => ({ id, label: name, run: () => go({ type: "tags", add: [], remove: [id] }) })),
  });
}

function press(picker: "assign" | "team" | "topic" | "tag"): void {
  document.querySelector<HTMLElement>(`[data-bulk="${picker}"]`)?.click();
}

/** Back to the list: what held the focus is gone. */
export function focusList(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-row][tabindex='0']")?.focus());
}
