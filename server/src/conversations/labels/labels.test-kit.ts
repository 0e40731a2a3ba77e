import { type ConversationId, type MessageView, Refusal, type TagId, type TopicId } from "@guichet/contract";
import { sql } from "kysely";
import { type AuditedCtx, viewerCtx } from "../../organizations/index.ts";
import { buildMessage, type World } from "../conversations.test-kit.ts";
import { viewConversation } from "../view-conversation.ts";
import { createLabel } from "./change-label.ts";

/** What tests of topics and tags do again and again, in one world. */
export function labelsIn(world: () => World) {
  let names = 0;
  const admin = (): AuditedCtx =>
    viewerCtx(
      { database: world().database, now: () => new Date(), log: world().ctx(world().ana).log },
      { viewer: { organizationId: world().organizationId, userId: world().ana, name: "Ana Wong" }, address: "" },
    );
  return {
    admin,
    async topic(name = `Topic ${++names}`): Promise<TopicId> {
      return (await createLabel(admin(), "topic", { name, description: "" })).id;
    },
    async tag(name = `Tag ${++names}`): Promise<TagId> {
      return (await createLabel(admin(), "tag", { name, description: "" })).id;
    },
    /** A conversation that somebody of this name begins. */
    async start(from: string): Promise<ConversationId> {
      await world().receive(buildMessage(world(), { from }));
      const row = await world()
        .database.system.selectFrom("conversations as c")
        .innerJoin("identities as i", "i.id", "c.identity_id")
        .select("c.id")
        .where("i.external_id", "=", from)
        .orderBy("c.id", "desc")
        .executeTakeFirstOrThrow();
      return row.id;
    },
    async auditOf(id: ConversationId) {
      const { entries } = await viewConversation(world().ctx(world().kai), id);
      return entries.flatMap((entry) => (entry.type === "audit" ? [entry] : []));
    },
    /** Its newest message. */
    async messageOf(id: ConversationId): Promise<MessageView> {
      const { entries } = await viewConversation(world().ctx(world().kai), id);
      const message = entries.findLast((entry) => entry.type === "message" && entry.conversationId === id);
      if (message?.type !== "message") throw new Error("no message");
      return message;
    },
    async eventsOf(id: ConversationId, type: string) {
      const found = await sql<{ seq: number | null; data: Record<string, unknown> }>`
        select seq, data from (select type, conversation_id, seq, data from event_inbox union all
          select type, conversation_id, seq, data from event_log) e
        where conversation_id = ${id} and type = ${type}`.execute(world().database.system);
      return found.rows;
    },
  };
}

/** How it was refused, or that it was done. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
}
