import { type ChannelView, channelCreated } from "@guichet/contract";
import { sql } from "kysely";
import { type Bot, TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { findPort } from "../../testing/find-port.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";

export type Said = {
  readonly id: string;
  readonly conversation_id: string;
  readonly kind: "inbound" | "outbound";
  readonly text: string;
  readonly external_id: string | null;
  readonly delivery_state: string | null;
  readonly delivery_error: { kind: string; message: string } | null;
  readonly edited: boolean;
  readonly reply_to: string | null;
  readonly reactions: Record<string, { emoji: string[] }>;
  readonly files: string[] | null;
};

/** The whole product beside the simulator, with one bot connected through the doors an Admin uses. */
export type TelegramHouse = {
  readonly app: TestApp;
  readonly simulator: TelegramSimulator;
  readonly bot: Bot;
  readonly channel: ChannelView;
  settings(token: string | null): Record<string, unknown>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** What stands in the threads of a contact, by the id in Telegram, in order. */
  said(contact: number): Promise<Said[]>;
  /** An agent's reply to a contact; answers the message's id. */
  reply(contact: number, text: string, more?: Record<string, unknown>): Promise<string>;
  /** Delivers a message of a kind that the simulator has not. */
  tell(message: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
};

export async function openTelegramHouse(): Promise<TelegramHouse> {
  const port = await findPort();
  const simulator = new TelegramSimulator({ seed: 7, retryBaseMs: 50 });
  await simulator.start();
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const bot = simulator.addBot("Lamp Shop", "lamp_shop_bot");
  const call: TelegramHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const settings = (token: string | null) => ({ token, apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl });
  const made = await call("POST", "/channels", { platform: "telegram", name: "Lamps", settings: settings(bot.token) });
  const { channel } = channelCreated.parse(made.body);
  const said = async (contact: number) => await listSaid(app, channel.id, contact);
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
    async tell(message) {
      const { url = "", secret = "" } = bot.world.webhook ?? {};
      const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret };
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ update_id: 1, message }) });
      if (answer.status !== 200) throw new Error(`The delivery was refused: ${answer.status}`);
    },
    async stop() {
      await app.stop();
      await simulator.stop();
    },
  };
}

async function listSaid({ app }: TestApp, channelId: string, contact: number): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, m.kind, m.text, m.external_id, m.delivery_state, m.delivery_error, m.reactions,
      m.edited_at is not null as edited, (select q.text from messages q where q.id = m.reply_to_id) as reply_to,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id) as files
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    where m.channel_id = ${channelId} and i.external_id = ${String(contact)} order by m.order_key, m.seq`.execute(
    app.parts.database.system,
  );
  return rows;
}
