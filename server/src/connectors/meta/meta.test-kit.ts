import { type ChannelView, type ConversationView, channelCreated, type Platform } from "@guichet/contract";
import { sql } from "kysely";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { findPort } from "../../testing/find-port.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";

export type Said = {
  readonly id: string;
  readonly conversation_id: string;
  readonly kind: "inbound" | "outbound";
  readonly visibility: "public" | "private";
  readonly text: string;
  readonly author: string;
  readonly author_type: string;
  readonly external_id: string | null;
  readonly delivery_state: string | null;
  readonly delivery_error: { kind: string; message: string } | null;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly hidden: boolean;
  readonly liked: boolean;
  readonly reply_to: string | null;
  readonly reactions: Record<string, { emoji: string[] }>;
  readonly files: string[] | null;
};

/** The whole product with one account of Meta's connected through the doors an Admin uses. */
export type MetaHouse = {
  readonly app: TestApp;
  readonly channel: ChannelView;
  /** Shown once, when the channel was made. */
  readonly secrets: Readonly<Record<string, string>>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** What stands in the threads of a person, by the id that the network has for them there, in order. */
  said(party: string): Promise<Said[]>;
  view(party: string): Promise<ConversationView>;
  /** An agent's reply in the newest conversation of a person; answers the message's id. */
  reply(party: string, text: string, more?: Record<string, unknown>): Promise<string>;
  /** Keeps a picture or a document for a reply; answers the file's id. */
  upload(name: string, type: "image/png" | "application/pdf"): Promise<string>;
  /** What is known of a person beside their name. */
  attributes(party: string): Promise<Record<string, string>>;
};

/** The words of each message. */
export const texts = (said: readonly Said[]): string[] => said.map(({ text }) => text);

/** The message with this id, if it stands there. */
export const byId = async (said: Promise<Said[]>, id: string): Promise<Said | undefined> =>
  (await said).find((one) => one.id === id);

/** The code by which an answer refuses. */
export const codeOf = (answer: { body: unknown }): string | undefined =>
  (answer.body as { error?: { code: string } }).error?.code;

/** One grey pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

export async function openMetaHouse(platform: Platform, name: string, settings: object): Promise<MetaHouse> {
  const port = await findPort();
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const call: MetaHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const made = await call("POST", "/channels", { platform, name, settings });
  const { channel, secrets } = channelCreated.parse(made.body);
  const said = async (party: string) => await listSaid(app, channel.id, party);
  return {
    ...{ app, channel, secrets, call, said },
    async view(party) {
      const id = (await said(party)).at(-1)?.conversation_id;
      return (await call("GET", `/conversations/${id}`)).body as ConversationView;
    },
    async reply(party, text, more = {}) {
      const id = uuidV7();
      const conversationId = (await said(party)).at(-1)?.conversation_id;
      await call("POST", `/conversations/${conversationId}/open`, {});
      const answer = await call("POST", `/conversations/${conversationId}/messages`, {
        ...{ id, kind: "reply", text, afterwards: "stay", ...more },
      });
      if (answer.status !== 201) throw new Error(`The reply was refused: ${JSON.stringify(answer.body)}`);
      return id;
    },
    async upload(name, type) {
      const bytes = type === "image/png" ? PNG : Buffer.from("%PDF-1.4\n%%EOF\n");
      const stored = await app.call("POST", `/api/v1/files?name=${name}`, {
        ...{ as: app.admin, raw: bytes as never, headers: { "content-type": type } },
      });
      return (stored.body as { id: string }).id;
    },
    attributes: async (party) => await attributesOf(app, party),
  };
}

async function listSaid({ app }: TestApp, channelId: string, party: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, m.kind, c.visibility, m.text, m.author_name as author, m.author_type, m.external_id,
      m.delivery_state, m.delivery_error, m.reactions, m.edited_at is not null as edited, m.deleted_at is not null as deleted,
      m.hidden_at is not null as hidden, m.liked_at is not null as liked,
      (select q.text from messages q where q.id = m.reply_to_id) as reply_to,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id and not f.of_post) as files
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    where m.channel_id = ${channelId} and i.external_id = ${party} order by c.created_at, m.order_key, m.seq`.execute(
    app.parts.database.system,
  );
  return rows;
}

async function attributesOf({ app }: TestApp, party: string): Promise<Record<string, string>> {
  const rows = await app.parts.database.system
    .selectFrom("attribute_values as v")
    .innerJoin("attributes as a", (join) =>
      join.onRef("a.organization_id", "=", "v.organization_id").onRef("a.id", "=", "v.attribute_id"),
    )
    .innerJoin("identities as i", "i.contact_id", "v.contact_id")
    .where("i.external_id", "=", party)
    .where("v.value", "is not", null)
    .select(["a.name", "v.value"])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.name, String(row.value)]));
}
