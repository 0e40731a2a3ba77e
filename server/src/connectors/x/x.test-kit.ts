import { type ChannelView, type ConversationView, channelCreated } from "@guichet/contract";
import { sql } from "kysely";
import type { Acts } from "../../../../simulator/src/x/acts.ts";
import { XSimulator } from "../../../../simulator/src/x/x-simulator.ts";
import type { Account } from "../../../../simulator/src/x/x-world.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { findPort } from "../../testing/find-port.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";

export type Said = {
  readonly id: string;
  readonly conversation_id: string;
  readonly thread_key: string;
  readonly kind: "inbound" | "outbound";
  readonly visibility: "public" | "private";
  readonly text: string;
  readonly author: string;
  readonly author_type: string;
  readonly external_id: string | null;
  readonly delivery_state: string | null;
  readonly delivery_error: { kind: string; message: string } | null;
  readonly deleted: boolean;
  readonly hidden: boolean;
  readonly liked: boolean;
  readonly reply_to: string | null;
  readonly reactions: Record<string, { emoji: string[] }>;
  readonly files: string[] | null;
};

/** The whole product beside the simulator, with one account connected through the doors an Admin uses. */
export type XHouse = {
  readonly app: TestApp;
  readonly simulator: XSimulator;
  readonly account: Account;
  readonly channel: ChannelView;
  readonly zoe: Acts;
  readonly max: Acts;
  settings(over?: Record<string, unknown>): Record<string, unknown>;
  /** The same channel with other settings. */
  change(over: Record<string, unknown>): Promise<void>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  said(who: Acts): Promise<Said[]>;
  inPublic(who: Acts): Promise<Said[]>;
  inPrivate(who: Acts): Promise<Said[]>;
  view(conversationId: string): Promise<ConversationView>;
  /** An agent's reply in a conversation; answers the message's id. */
  reply(conversationId: string | undefined, text: string, more?: Record<string, unknown>): Promise<string>;
  upload(name: string, type: string, bytes: Uint8Array): Promise<string>;
  /** What X was asked at a path, in order. */
  callsOf(call: string): XSimulator["world"]["received"];
  /** Everything that was delivered has been worked on. */
  settled(): Promise<void>;
  /** Sends of which nobody knows what became are asked about at once. */
  askNow(): Promise<void>;
  stop(): Promise<void>;
};

export const texts = (said: readonly Said[]): string[] => said.map(({ text }) => text);
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

export async function openXHouse(over: Record<string, unknown> = {}): Promise<XHouse> {
  const port = await findPort();
  const simulator = new XSimulator({ seed: 7, retryBaseMs: 50 });
  await simulator.start();
  const { world } = simulator;
  const account = simulator.addAccount("Lamp Shop", "lampshop");
  const zoe = simulator.person("Zoé Martin", "zoem");
  const max = simulator.person("Max Weber", "maxw");
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const call: XHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const settings: XHouse["settings"] = (changes = {}) => ({
    ...{ consumerKey: world.consumerKey, consumerSecret: world.consumerSecret },
    ...{ accessToken: account.token, accessTokenSecret: account.tokenSecret },
    ...{ apiUrl: simulator.apiUrl, mediaUrl: simulator.mediaUrl, ...over, ...changes },
  });
  const made = await call("POST", "/channels", { platform: "x", name: "Lamps", settings: settings() });
  const { channel } = channelCreated.parse(made.body);
  const said = async (who: Acts) => await listSaid(app, channel.id, who.person.id);
  return {
    ...{ app, simulator, account, channel, zoe, max, settings, call, said },
    async change(changes) {
      const answer = await call("PATCH", `/channels/${channel.id}`, { settings: settings(changes) });
      if (answer.status !== 200) throw new Error(`The change was refused: ${JSON.stringify(answer.body)}`);
    },
    inPublic: async (who) => (await said(who)).filter(({ visibility }) => visibility === "public"),
    inPrivate: async (who) => (await said(who)).filter(({ visibility }) => visibility === "private"),
    view: async (id) => (await call("GET", `/conversations/${id}`)).body as ConversationView,
    async reply(conversationId, text, more = {}) {
      const id = uuidV7();
      await call("POST", `/conversations/${conversationId}/open`, {});
      const answer = await call("POST", `/conversations/${conversationId}/messages`, {
        ...{ id, kind: "reply", text, afterwards: "stay", ...more },
      });
      if (answer.status !== 201) throw new Error(`The reply was refused: ${JSON.stringify(answer.body)}`);
      return id;
    },
    async upload(name, type, bytes) {
      const stored = await app.call("POST", `/api/v1/files?name=${name}`, {
        ...{ as: app.admin, raw: bytes as never, headers: { "content-type": type } },
      });
      return (stored.body as { id: string }).id;
    },
    callsOf: (path) => world.received.filter((one) => `${one.method} ${one.path}`.startsWith(path)),
    async settled() {
      const { system } = app.app.parts.database;
      for (let calm = 0; calm < 3; ) {
        const left = await system.selectFrom("deliveries").select("id").where("state", "<>", "done").execute();
        calm = left.length === 0 ? calm + 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 80));
      }
    },
    async askNow() {
      const outbox = app.app.parts.database.system.updateTable("outbox").set({ next_attempt_at: new Date(0) });
      await outbox.where("state", "=", "uncertain").execute();
    },
    async stop() {
      await app.stop();
      await simulator.stop();
    },
  };
}

async function listSaid({ app }: TestApp, channelId: string, party: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, c.thread_key, m.kind, c.visibility, m.text, m.author_name as author, m.author_type,
      m.external_id, m.delivery_state, m.delivery_error, m.reactions, m.deleted_at is not null as deleted,
      m.hidden_at is not null as hidden, m.liked_at is not null as liked,
      (select q.text from messages q where q.id = m.reply_to_id) as reply_to,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id and not f.of_post) as files
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    where m.channel_id = ${channelId} and i.external_id = ${party} order by c.created_at, m.order_key, m.seq`.execute(
    app.parts.database.system,
  );
  return rows;
}
