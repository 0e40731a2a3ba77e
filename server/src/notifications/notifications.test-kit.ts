import type {
  ChannelId,
  ChannelRole,
  ConversationId,
  LoggedEvent,
  NotificationList,
  NotificationView,
} from "@guichet/contract";
import { sql } from "kysely";
import { receiveMessages } from "../conversations/index.ts";
import { type EventRow, toLoggedEvent } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";

/** The whole product with one channel, and what tests of notifications do in it. */
export async function startNotificationsApp(environment: Record<string, string> = {}) {
  const app: TestApp = await startTestApp(environment);
  const { organizationId } = app;
  const { database } = app.app.parts;
  const channelId: ChannelId = await app.apiChannel(organizationId);
  let contacts = 0;

  const call = async (as: TestPerson, method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await app.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const list = async (as: TestPerson): Promise<NotificationList> =>
    (await call(as, "GET", "/notifications")) as NotificationList;
  /** Answers the platform's id of the message. */
  const receive = async (
    party: { readonly externalId: string; readonly displayName: string },
    automatic = false,
  ): Promise<string> => {
    const message = {
      channelId,
      platform: "api" as const,
      externalId: uuidV7(),
      direction: "in" as const,
      occurredAt: Date.now(),
      party,
      text: "SECRET-TEXT of the contact",
      visibility: "private" as const,
      automatic,
      media: [],
      deliveryId: uuidV7(),
    };
    await receiveMessages([message], { database, organizationId, steps: [], now: () => new Date() });
    app.app.parts.wake.now();
    return message.externalId;
  };
  return {
    app,
    database,
    organizationId,
    channelId,
    call,
    list,
    items: async (as: TestPerson): Promise<readonly NotificationView[]> => (await list(as)).items,
    kinds: async (as: TestPerson): Promise<string[]> => (await list(as)).items.map((item) => item.kind),
    person: async (role: ChannelRole | null = "supervisor"): Promise<TestPerson> =>
      await app.person(organizationId, "agent", role === null ? {} : { [channelId]: role }),
    /** A new contact writes. */
    async conversation(name = "Anna"): Promise<ConversationId> {
      contacts += 1;
      const externalId = await receive({ externalId: `contact-${contacts}`, displayName: name });
      const found = await sql<{ id: ConversationId }>`
        select conversation_id as id from messages where external_id = ${externalId}`.execute(database.system);
      return found.rows[0]?.id as ConversationId;
    },
    /** Its contact writes once more. `automatic`: their program does, while they are away. */
    async again(id: ConversationId, { automatic = false } = {}): Promise<void> {
      const found = await sql<{ externalId: string; displayName: string }>`
        select i.external_id as "externalId", p.name as "displayName" from conversations c
        join identities i on i.id = c.identity_id join contacts p on p.id = c.contact_id where c.id = ${id}`.execute(
        database.system,
      );
      const [party] = found.rows;
      if (party === undefined) throw new Error("no such conversation");
      await receive(party, automatic);
    },
    assign: async (by: TestPerson, id: ConversationId, to: TestPerson | null) =>
      await call(by, "PUT", `/conversations/${id}/assignee`, { userId: to?.id ?? null }),
    comment: async (by: TestPerson, id: ConversationId, text: string, mentions: readonly TestPerson[]) =>
      await call(by, "POST", `/conversations/${id}/messages`, {
        id: uuidV7(),
        kind: "comment",
        text,
        mentions: mentions.map((person) => person.id),
      }),
    /** The newest event of a type in the log. */
    async newest(type: LoggedEvent["type"]): Promise<LoggedEvent> {
      for (;;) {
        const found = await sql<EventRow>`
          select position, organization_id, id, type, seq, actor, data, at from event_log
          where organization_id = ${organizationId} and type = ${type} order by position desc limit 1`.execute(
          database.system,
        );
        if (found.rows[0] !== undefined) return toLoggedEvent(found.rows[0]);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    /** The listeners have heard everything that is in the log. */
    async heard(): Promise<void> {
      for (;;) {
        const behind = await sql`
          select 1 where exists (select from event_inbox) or exists (
            select from listener_positions p, event_head h where p.listener like 'notifications%' and p.position < h.position)
            or (select count(*) from listener_positions where listener like 'notifications%') < 2`.execute(
          database.system,
        );
        if (behind.rows.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: () => app.stop(),
  };
}
export type NotificationsApp = Awaited<ReturnType<typeof startNotificationsApp>>;
