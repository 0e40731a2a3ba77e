import type { AuditView, ConversationId, ConversationRow } from "@guichet/contract";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import { viewConversation } from "../view-conversation.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export type Started = { readonly from: string; readonly id: ConversationId };

/** A world whose clock only moves when a test says so, and what tests of boomerangs do in it. */
export async function buildTimeWorld() {
  const world: World = await buildWorld();
  let people = 0;
  const write = async (from: string, text = "hello"): Promise<void> =>
    await world.receive(buildMessage(world, { from, text, occurredAt: world.now().getTime() }));
  const view = async (id: ConversationId) => await viewConversation(world.ctx(world.kai), id);
  return {
    ...world,
    write,
    async start(): Promise<Started> {
      people += 1;
      const from = `boomerang-${people}`;
      await write(from);
      return { from, id: await conversationOf(world, from) };
    },
    rowOf: async (id: ConversationId): Promise<ConversationRow> => (await view(id)).conversation,
    /** Lines of the conversation's own audit trail. */
    async auditOf(id: ConversationId): Promise<AuditView[]> {
      const { entries } = await view(id);
      return entries.flatMap((entry) => (entry.type === "audit" && entry.conversationId === id ? [entry] : []));
    },
    async setSystemBoomerang(hours: number | null): Promise<void> {
      await world.database.system
        .updateTable("organizations")
        .set({ system_boomerang_hours: hours })
        .where("id", "=", world.organizationId)
        .execute();
    },
  };
}
export type TimeWorld = Awaited<ReturnType<typeof buildTimeWorld>>;
