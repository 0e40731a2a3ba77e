import { type ChannelView, channelCreated } from "@guichet/contract";
import { sql } from "kysely";
import { type WechatAccount, WechatSimulator } from "../../../../simulator/src/wechat/wechat-simulator.ts";
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

/** The whole product beside the simulator, with one account connected through the doors that an Admin uses. */
export type WechatHouse = {
  readonly app: TestApp;
  readonly simulator: WechatSimulator;
  readonly account: WechatAccount;
  readonly channel: ChannelView;
  /** The token of the server configuration, as it was shown once. */
  readonly token: string;
  settings(changes?: Record<string, unknown>): Record<string, unknown>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** What stands in the threads of a contact, in order. */
  said(openid: string): Promise<Said[]>;
  /** An agent's reply to a contact; answers the message's id. */
  reply(openid: string, text: string, more?: Record<string, unknown>): Promise<string>;
  attributes(openid: string): Promise<Record<string, string>>;
  stop(): Promise<void>;
};

export async function openWechatHouse(): Promise<WechatHouse> {
  const port = await findPort();
  const simulator = new WechatSimulator({ seed: 7, retryBaseMs: 50 });
  await simulator.start();
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const account = simulator.addAccount("Lamp Shop");
  account.world.templates.push({ template_id: "T_1", title: "发货提醒", content: "商品：{{thing1.DATA}}" });
  const call: WechatHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const { appId, secret, aesKey } = account.world;
  const settings = (changes = {}) => ({
    ...{ appId, appSecret: secret, encodingAesKey: aesKey, apiUrl: simulator.apiUrl, ...changes },
  });
  const made = await call("POST", "/channels", { platform: "wechat", name: "Lamps", settings: settings() });
  const { channel, secrets } = channelCreated.parse(made.body);
  const said = async (openid: string) => await listSaid(app, channel.id, openid);
  return {
    ...{ app, simulator, account, channel, token: secrets.wechatToken ?? "", settings, call, said },
    async reply(openid, text, more = {}) {
      const id = uuidV7();
      const conversationId = (await said(openid)).at(-1)?.conversation_id;
      await call("POST", `/conversations/${conversationId}/open`, {});
      const answer = await call("POST", `/conversations/${conversationId}/messages`, {
        ...{ id, kind: "reply", text, afterwards: "stay", ...more },
      });
      if (answer.status !== 201) throw new Error(`The reply was refused: ${JSON.stringify(answer.body)}`);
      return id;
    },
    attributes: async (openid) => await listAttributes(app, openid),
    async stop() {
      await app.stop();
      await simulator.stop();
    },
  };
}

async function listSaid({ app }: TestApp, channelId: string, openid: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, p.name, m.kind, m.text, m.external_id, m.delivery_state, m.delivery_error,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id) as files
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    join contacts p on p.id = c.contact_id
    where m.channel_id = ${channelId} and i.external_id = ${openid} order by m.order_key, m.seq`.execute(
    app.parts.database.system,
  );
  return rows;
}

async function listAttributes({ app }: TestApp, openid: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; value: string }>`
    select a.name, v.value from attribute_values v
    join attributes a on a.organization_id = v.organization_id and a.id = v.attribute_id
    join identities i on i.contact_id = v.contact_id
    where i.external_id = ${openid} and v.value is not null`.execute(app.parts.database.system);
  return Object.fromEntries(rows.map(({ name, value }) => [name, String(value)]));
}
