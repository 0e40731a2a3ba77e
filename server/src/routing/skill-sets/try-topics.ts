import type { ConversationId, TopicId } from "@guichet/contract";
import { inReading, readRoutable } from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { loadSettings } from "../choosing/load-settings.ts";
import { comparePlaces, type Places } from "./compare-places.ts";

/** A conversation that something would put topics on, or resolve at once, so that no team is chosen. */
export type TopicTrial = { readonly id: ConversationId; readonly resolved: boolean };

/**
 * Where conversations would go if they came in anew, as they stand today and with these topics besides: what a drafted automation
 * does to routing. Nothing is changed. Undefined: nobody chooses teams.
 */
export async function prepareTopicTrial(ctx: Ctx, topicIds: readonly TopicId[]) {
  const settings = await inReading(ctx, loadSettings);
  if (settings === undefined) return undefined;
  const places = comparePlaces(settings, settings);
  return {
    /** Each conversation once. What is gone since is left out. */
    async look(tried: readonly TopicTrial[]): Promise<ReadonlyMap<ConversationId, Places>> {
      const resolved = new Set(tried.flatMap((one) => (one.resolved ? [one.id] : [])));
      const ids = tried.map(({ id }) => id);
      const rows = await inReading(ctx, (inside) => readRoutable(inside, ids, settings.asks.keywords));
      return new Map(
        rows.map((row) => {
          const past = {
            ...{ channelId: row.channel_id, visibility: row.visibility, text: row.text ?? "" },
            ...{ topicIds: row.topic_ids, groupIds: row.group_ids },
          };
          const changed = { ...past, topicIds: [...new Set([...row.topic_ids, ...topicIds])] };
          return [row.id, places.look(past, resolved.has(row.id) ? null : changed)];
        }),
      );
    },
    told: places.told,
  };
}
