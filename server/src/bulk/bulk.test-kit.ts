import type {
  BulkActionId,
  BulkActionView,
  BulkSelection,
  BulkSkipReason,
  BulkWish,
  ChannelId,
  ChannelRole,
  ConversationId,
  UserId,
} from "@guichet/contract";
import type { World } from "../conversations/conversations.test-kit.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createBulkAction, getBulkAction } from "./create-bulk-action.ts";
import { listSkipped } from "./list-bulk-actions.ts";
import { runBulkActions } from "./run-bulk-actions.ts";

export const newBulkId = () => uuidV7() as BulkActionId;

/** What tests of bulk actions do again and again, in one world. */
export function bulkIn(world: () => World) {
  const deps = () => ({ database: world().database, now: world().now, log: world().ctx(world().kai).log });
  return {
    async begin(who: UserId, wish: BulkWish, selection: BulkSelection): Promise<BulkActionView> {
      return await createBulkAction(world().ctx(who), { id: newBulkId(), wish, selection });
    },
    /** Works until nothing is left. */
    async work(): Promise<void> {
      let more = true;
      while (more) more = (await runBulkActions(deps())).more;
    },
    /** One round of the workers. */
    async round() {
      return await runBulkActions(deps());
    },
    async all(who: UserId, wish: BulkWish, ids: ConversationId[]): Promise<BulkActionView> {
      const { id } = await this.begin(who, wish, { ids });
      await this.work();
      return await getBulkAction(world().ctx(who), id);
    },
    /** Conversation → why it was left. */
    async skippedOf(who: UserId, id: BulkActionId): Promise<Map<ConversationId | null, BulkSkipReason>> {
      const { items } = await listSkipped(world().ctx(who), id, { after: 0, limit: 100 });
      return new Map(items.map((item) => [item.conversation?.id ?? null, item.reason]));
    },
    /** Another channel of the same endpoint. */
    async channel(name: string, roles: readonly [UserId, ChannelRole][]): Promise<ChannelId> {
      const id = uuidV7() as ChannelId;
      const { organizationId, endpointId, database } = world();
      await database.system
        .insertInto("channels")
        .values({
          organization_id: organizationId,
          id,
          endpoint_id: endpointId,
          platform: "api",
          external_id: id,
          name,
          settings: "{}",
          secrets: "{}",
        })
        .execute();
      for (const [userId, role] of roles)
        await database.system
          .insertInto("channel_access")
          .values({ organization_id: organizationId, channel_id: id, user_id: userId, role })
          .execute();
      return id;
    },
    async setRole(userId: UserId, channelId: ChannelId, role: ChannelRole | null): Promise<void> {
      const { database } = world();
      if (role === null)
        await database.system
          .deleteFrom("channel_access")
          .where("user_id", "=", userId)
          .where("channel_id", "=", channelId)
          .execute();
      else
        await database.system
          .updateTable("channel_access")
          .set({ role })
          .where("user_id", "=", userId)
          .where("channel_id", "=", channelId)
          .execute();
    },
  };
}
