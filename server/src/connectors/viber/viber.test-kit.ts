import { type ChannelView, channelCreated } from "@guichet/contract";
import { sql } from "kysely";
import { type ViberBot, ViberSimulator } from "../../../../simulator/src/viber/viber-simulator.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { findPort } from "../../testing/find-port.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";

export type Said = {
  readonly id: string;
  readonly conversation_id: string;
  readonly name: string;
  readonly kind: "inbound" | "outbound";
  readonly text: string;
  readonly external_id: string | null;
  readonly delivery_state: string | null;
  readonly delivery_error: { kind: string; message: string } | null;
  readonly files: string[] | null;
};

/** The whole product beside the simulator, with one bot connected through the doors an Admin uses. */
export type ViberHouse = {
  readonly app: TestApp;
  readonly simulator: ViberSimulator;
  readonly bot: ViberBot;
  readonly channel: ChannelView;
  settings(changes?: Record<string, unknown>): Record<string, unknown>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** What stands in the threads of a contact, by the id in Viber, in order. */
  said(contact: string): Promise<Said[]>;
  /** An agent's reply to a contact; answers the message's id. */
  reply(contact: string, text: string, more?: Record<string, unknown>): Promise<string>;
  stop(): Promise<void>;
};

export async function openViberHouse(): Promise<ViberHouse> {
  const port = await findPort();
  const simulator = new ViberSimulator({ seed: 7, retryBaseMs: 50 });
  await simulator.start();
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const bot = simulator.addBot("Lamp Shop", "lampshop");
  const call: ViberHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const settings = (changes = {}) => ({
    ...{ token: bot.world.token, apiUrl: simulator.apiUrl, senderName: "Lumen", welcome: "Bienvenue", ...changes },
  });
  const made = await call("POST", "/channels", { platform: "viber", name: "Lamps", settings: settings() });
  const { channel } = channelCreated.parse(made.body);
  const said = async (contact: string) => await listSaid(app, channel.id, contact);
  return {
    ...{ app, simulator, bot, channel, settings, call, said },
    async reply(contact, text, more = {}) {
      const id = uuidV7();
      const conversationId = (await said(contact)).at(-1)?.conversation_id;
      await call("POST", `/conversations/${conversationId}/open`, {});
      const answer = await call("POST", `/conversations/${conversationId}/messages`, {
        ...{ id, kind: "reply", text, afterwards: "stay", ...more },
      });
      if (answer.status !== 201) throw new Error(`The reply was refused: ${JSON.stringify(answer.body)}`);
      return id;
    },
    async stop() {
      await app.stop();
      await simulator.stop();
    },
  };
}

async function listSaid({ app }: TestApp, channelId: string, contact: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, p.name, m.kind, m.text, m.external_id, m.delivery_state, m.delivery_error,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id) as files
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    join contacts p on p.id = c.contact_id
    where m.channel_id = ${channelId} and i.external_id = ${contact} order by m.order_key, m.seq`.execute(
    app.parts.database.system,
  );
  return rows;
}
