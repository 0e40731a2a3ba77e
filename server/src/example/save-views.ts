import type { createQueueViewBody } from "@guichet/contract";
import type { z } from "zod";
import { createView } from "../conversations/views/save-view.ts";
import type { ChannelName, TopicName } from "./cast.ts";
import { ctxOf, type Stage } from "./stage.ts";

type View = z.output<typeof createQueueViewBody>;
const DAY = 86_400_000;

/** Views of the queue: three that everybody shares, and a few of people's own. */
export async function saveViews(stage: Stage, now: number): Promise<void> {
  const topics = (...names: TopicName[]) => names.flatMap((name) => stage.labels.topics.get(name) ?? []).join();
  const channels = (...names: ChannelName[]) => names.flatMap((name) => stage.channels.get(name) ?? []).join();
  const save = (key: string, days: number, name: string, emoji: string | null, view: Partial<View>) =>
    createView(ctxOf(stage, now - days * DAY, key), {
      ...{ name, emoji, status: "new", sort: "oldest", filter: {}, shared: false },
      ...view,
    });
  await save("claire", 60, "VIPs", "⭐", { filter: { vip: "yes" }, shared: true });
  await save("nadia", 33, "Waiting for over an hour", "⏳", { filter: { waiting: "1h" }, shared: true });
  await save("nadia", 20, "For the workshop", "🔧", {
    filter: { topics: topics("Repairs", "Warranty") },
    shared: true,
  });
  await save("tom", 18, "Mine, waiting for them", null, {
    ...{ status: "pending", sort: "newest" },
    filter: { assignedTo: "me" },
  });
  await save("tom", 9, "App, nobody’s yet", "📱", {
    filter: { channels: channels("Mobile app"), assignedTo: "unassigned" },
  });
  await save("nadia", 8, "Under our posts", "💬", { filter: { visibility: "public" } });
  await save("claire", 4, "Trade", "🏨", { filter: { channels: channels("Trade website") } });
}
