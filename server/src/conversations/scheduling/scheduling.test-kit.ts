import type { AttachmentId, ConversationId, MessageId, ScheduleBody } from "@guichet/contract";
import { expect } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { insertUploaded } from "../attachments.sql.ts";
import { newMessageId } from "../conversations.test-kit.ts";
import { buildTimeWorld, MINUTE } from "../time/time.test-kit.ts";
import { viewConversation } from "../view-conversation.ts";
import { scheduleReply } from "./schedule-reply.ts";
import { sendDue } from "./send-due.ts";

/** A world in which Kai puts replies off, and what tests look at there. */
export async function buildScheduleWorld() {
  const world = await buildTimeWorld();
  const { system } = world.database;
  const kai = () => world.ctx(world.kai);
  const ana = () => world.ctx(world.ana);
  const deps = () => ({ database: world.database, now: world.now, log: kai().log });
  const inMinutes = (minutes: number) => new Date(world.now().getTime() + minutes * MINUTE).toISOString();
  const bodyOf = (text: string, more: Partial<ScheduleBody> = {}): ScheduleBody => ({
    ...{ id: newMessageId(), text, attachmentIds: [], replyToId: null, at: inMinutes(60) },
    ...more,
  });
  const view = async (id: ConversationId) => await viewConversation(ana(), id);
  return {
    ...{ world, kai, ana, deps, inMinutes, bodyOf, view },
    due: async () => await sendDue(deps()),
    setUser: async (deactivated_at: Date | null) =>
      await system.updateTable("users").set({ deactivated_at }).where("id", "=", world.kai).execute(),
    /** A reply of Kai's that leaves in an hour, to a contact of its own. */
    async scheduled(text = "Later", more: Partial<ScheduleBody> = {}) {
      const started = await world.start();
      const body = bodyOf(text, more);
      await scheduleReply(kai(), started.id, body, "Kai Wong");
      return { ...started, messageId: body.id, body };
    },
    outbound: async (id: ConversationId) =>
      (await view(id)).entries.flatMap((one) => (one.type === "message" && one.kind === "outbound" ? [one] : [])),
    outboxOf: async (id: MessageId) =>
      await system.selectFrom("outbox").selectAll().where("message_id", "=", id).execute(),
    actionsOf: async (id: ConversationId) => (await world.auditOf(id)).map((line) => line.action),
    async upload(): Promise<AttachmentId> {
      const file = await insertUploaded(kai(), {
        ...{ id: uuidV7() as AttachmentId, uploaded_by: `user:${world.kai}`, name: "a.png", type: "image/png" },
        ...{ inline: true, size: "10", file: uuidV7(), kind: "image" as const },
      });
      return file.id;
    },
    /** Messages and audit lines together have every number once. */
    async expectWholeSeqs(id: ConversationId): Promise<void> {
      const row = await system
        .selectFrom("conversations")
        .select("last_seq")
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const messages = await system.selectFrom("messages").select("seq").where("conversation_id", "=", id).execute();
      const lines = await system
        .selectFrom("event_inbox")
        .select("seq")
        .where("conversation_id", "=", id)
        .where("seq", "is not", null)
        .execute();
      const taken = [...messages, ...lines].map((one) => Number(one.seq)).sort((a, b) => a - b);
      expect(taken).toEqual(Array.from({ length: row.last_seq }, (_, n) => n + 1));
    },
  };
}
export type ScheduleWorld = Awaited<ReturnType<typeof buildScheduleWorld>>;
