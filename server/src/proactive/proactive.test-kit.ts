import { type ApiKeyId, type MessageId, type ProactiveBody, proactiveBody } from "@guichet/contract";
import { sql } from "kysely";
import { claimSends } from "../conversations/outbox.sql.ts";
import { recordSend } from "../conversations/sending/record-send.ts";
import type { SendOutcome } from "../conversations/sending/send-outcome.ts";
import { buildTimeWorld } from "../conversations/time/time.test-kit.ts";
import type { Ctx, Database } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { sendProactive } from "./send-proactive.ts";

/** A world whose one channel is of SMS, with a program that has a key. */
export async function buildProactiveWorld() {
  const world = await buildTimeWorld();
  const caller = { keyId: uuidV7() as ApiKeyId, name: "Orders" };
  const { system } = world.database;
  await system.updateTable("channels").set({ platform: "sms", name: "Care line" }).execute();
  await system
    .insertInto("api_keys")
    .values({
      ...{ organization_id: world.organizationId, id: caller.keyId, name: caller.name, scopes: ["proactive.send"] },
      ...{ client_id: "c", secret_hash: "x", created_at: new Date(), created_by: "Kai" },
    })
    .execute();
  const ctxOf = (database: Database = world.database): Ctx => ({
    ...world.ctx(world.kai),
    db: database.of(world.organizationId),
    actor: { type: "app", id: caller.keyId, name: caller.name },
  });
  const bodyOf = (contact: string, more: object = {}): ProactiveBody =>
    proactiveBody.parse({ medium: "SMS", channel: "care LINE", contact, text: "Your lamp is ready.", ...more });
  return {
    ...{ ...world, caller, ctxOf, bodyOf },
    /** A worker's attempt at a message, with this end. */
    async endSend(messageId: MessageId, outcome: SendOutcome): Promise<void> {
      await sql`update outbox set next_attempt_at = now()`.execute(system);
      const claim = (await claimSends(world.database, [], 50)).find((one) => one.message_id === messageId);
      if (claim === undefined) throw new Error("nothing was queued");
      await recordSend({ database: world.database, now: world.now }, claim, outcome);
    },
    sendTo: async (contact: string, more: object = {}, key?: string, database = world.database) =>
      await sendProactive(ctxOf(database), caller, bodyOf(contact, more), key, { clock: async () => world.now() }),
  };
}
export type ProactiveWorld = Awaited<ReturnType<typeof buildProactiveWorld>>;
