import type {
  AuditView,
  AutoResponderView,
  ConversationId,
  createAutoResponderBody,
  LoggedEvent,
} from "@guichet/contract";
import { sql } from "kysely";
import type { z } from "zod";
import { conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld } from "../conversations/conversations.test-kit.ts";
import type { InboundMessage, IntakeStep } from "../conversations/index.ts";
import { loadAudit } from "../conversations/index.ts";
import { listConversations } from "../conversations/list-conversations.ts";
import { receiveMessages } from "../conversations/receive-messages.ts";
import { type AuditedCtx, createBusinessHours } from "../organizations/index.ts";
import { type AnswerDeps, answerHeld, type Failures } from "./answer-held.ts";
import { createAutoResponder } from "./change-auto-responders.ts";
import { giveChannel } from "./give-channel.ts";
import { createInception } from "./inception.ts";

export const HELLO = [
  { language: "en", inside: "Welcome!", outside: "We are closed." },
  { language: "fr", inside: "Bienvenue !", outside: "Nous sommes fermés." },
];

/** A world with auto responders, whose work is done when a test says so. */
export async function buildAgentWorld() {
  const world = await buildWorld();
  const { database, organizationId, channelId, now } = world;
  const inception = createInception({ database });
  const hours = createBusinessHours({ database });
  const admin = (): AuditedCtx => ({ ...world.ctx(world.ana), by: { name: "Ana", address: "" } });
  let names = 0;
  /** Teams are chosen by these. */
  const routing: IntakeStep[] = [];
  const deps = (): AnswerDeps => ({
    ...{ database, hours, now },
    stepsOf: async () => routing,
    log: world.ctx(world.kai).log,
  });
  const forget = () => inception.hear([{ type: "virtual_agent.changed", organizationId }]);
  return {
    ...world,
    admin,
    hours,
    routing,
    deps,
    forget,
    async responder(over: Partial<z.input<typeof createAutoResponderBody>> = {}): Promise<AutoResponderView> {
      const made = await createAutoResponder(admin(), {
        ...{ name: `Welcome ${++names}`, activation: "inception", handOff: "new", enabled: true, scripts: HELLO },
        ...over,
      });
      const given = await giveChannel(admin(), made.id, channelId, true);
      forget();
      return given;
    },
    /** Nobody takes what begins. */
    async begin(): Promise<void> {
      for (const table of ["virtual_agents", "business_hours"])
        await sql`delete from ${sql.table(table)}`.execute(database.system);
      await sql`update conversations set status = 'resolved', holder = null where status <> 'resolved'`.execute(
        database.system,
      );
      routing.length = 0;
      forget();
      hours.forget(organizationId);
    },
    async write(from: string, ...over: Partial<InboundMessage>[]) {
      const messages = (over.length === 0 ? [{}] : over).map((one) => buildMessage(world, { from, ...one }));
      const steps = [...(await inception.stepsOf(organizationId)), ...routing];
      await receiveMessages(messages, { database, organizationId, steps, now });
      return await newest(from);
    },
    newest,
    async inNew(): Promise<ConversationId[]> {
      const page = await listConversations(world.ctx(world.kai), { status: "new", sort: "oldest", limit: 50 });
      return page.items.map(({ id }) => id);
    },
    async row(id: ConversationId) {
      return await database.system
        .selectFrom("conversations")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
    },
    answer: async (failures: Failures = new Map()) => await answerHeld(deps(), failures),
    async said(id: ConversationId): Promise<string[]> {
      const rows = await database.system
        .selectFrom("messages")
        .select(["text", "author_name"])
        .where("conversation_id", "=", id)
        .where("author_type", "=", "virtual_agent")
        .orderBy("seq")
        .execute();
      return rows.map((row) => `${row.author_name}: ${row.text}`);
    },
    async events(id: ConversationId, type: LoggedEvent["type"]): Promise<LoggedEvent["data"][]> {
      const rows = await sql<{ data: LoggedEvent["data"] }>`
        select data from event_inbox where conversation_id = ${id} and type = ${type} order by ticket`.execute(
        database.system,
      );
      return rows.rows.map((row) => row.data);
    },
    async lines(id: ConversationId): Promise<AuditView["action"][]> {
      const lines = await loadAudit({ db: database.of(organizationId), organizationId }, [{ id, from: 0 }]);
      return lines.map((line) => line.action);
    },
    async speaks(contactId: string, language: string): Promise<void> {
      const id = `00000000-0000-7000-8000-${String(++names).padStart(12, "0")}`;
      await sql`
        with a as (insert into attributes (organization_id, id, name, name_key, kind, platform, position)
          values (${organizationId}, ${id}, 'Browser language', 'browser language', 'text', ${`p${names}`}, 1) returning id)
        insert into attribute_values (organization_id, contact_id, attribute_id, value, source)
          select ${organizationId}, ${contactId}, a.id, ${language}, 'platform' from a`.execute(database.system);
    },
  };

  async function newest(from: string) {
    const found = (await conversationsOf(world, from)).at(-1);
    if (found === undefined) throw new Error(`${from} has no conversation`);
    return found;
  }
}
export type AgentWorld = Awaited<ReturnType<typeof buildAgentWorld>>;
