import { type ChannelView, channelCreated, type SmsSettings, smsSettings } from "@guichet/contract";
import { sql } from "kysely";
import type { Account } from "../../../../simulator/src/twilio/account.ts";
import { createPhone, type Phone } from "../../../../simulator/src/twilio/phone.ts";
import { TwilioSimulator } from "../../../../simulator/src/twilio/twilio-simulator.ts";
import type { Sender } from "../../../../simulator/src/twilio/wire.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { findPort } from "../../testing/find-port.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";
import type { ChannelForConnector } from "../connector.ts";

/** The simulator with one account, one number, and one contact; and the channel that leads there. */
export type SmsBench = {
  readonly simulator: TwilioSimulator;
  readonly account: Account;
  readonly sender: Sender;
  readonly zoe: Phone;
  channel(settings?: Record<string, unknown>, secrets?: Record<string, string>): ChannelForConnector<SmsSettings>;
};

export async function openSmsBench(): Promise<SmsBench> {
  const simulator = new TwilioSimulator({ seed: 5, stepMs: 5 });
  await simulator.start();
  const account = simulator.addAccount("Lamp Shop");
  const sender = account.addSender("number", "+14155550100", "Care line");
  const places = { apiUrl: simulator.apiUrl, messagingUrl: simulator.messagingUrl };
  return {
    ...{ simulator, account, sender },
    zoe: createPhone(account, sender, "+33612345678", "Zoé", simulator.apiUrl),
    channel: (settings = {}, secrets = { authToken: account.token }) => ({
      ...{ id: "channel", organizationId: "o", endpointId: "e-1", platform: "sms", externalId: sender.address },
      name: "Lamps",
      settings: smsSettings.parse({ accountSid: account.sid, sender: sender.address, ...places, ...settings }),
      secrets,
    }),
  };
}

export type Said = {
  readonly id: string;
  readonly conversation_id: string;
  readonly kind: "inbound" | "outbound";
  readonly text: string;
  readonly external_id: string | null;
  readonly delivery_state: string | null;
  readonly delivery_error: { kind: string; message: string } | null;
  readonly files: string[] | null;
};

/** The whole product beside the simulator, with one number connected through the doors an Admin uses. */
export type SmsHouse = Omit<SmsBench, "channel"> & {
  readonly app: TestApp;
  readonly channel: ChannelView;
  settings(change?: Record<string, unknown>): Record<string, unknown>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** What stands in the threads of a number, in order. */
  said(number: string): Promise<Said[]>;
  /** An agent's reply to a number; answers the message's id. */
  reply(number: string, text: string, more?: Record<string, unknown>): Promise<string>;
  stop(): Promise<void>;
};

export async function openSmsHouse(): Promise<SmsHouse> {
  const port = await findPort();
  const { channel: _unused, ...bench } = await openSmsBench();
  const { simulator, account, sender } = bench;
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const call: SmsHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const settings = (change: Record<string, unknown> = {}) => ({
    ...{ accountSid: account.sid, authToken: account.token, sender: "+1 415 555 0100" },
    ...{ apiUrl: simulator.apiUrl, messagingUrl: simulator.messagingUrl, ...change },
  });
  const made = await call("POST", "/channels", { platform: "sms", name: "Lamps", settings: settings() });
  const { channel } = channelCreated.parse(made.body);
  const said = async (number: string) => await listSaid(app, channel.id, number);
  return {
    ...{ ...bench, sender, app, channel, settings, call, said },
    async reply(number, text, more = {}) {
      const id = uuidV7();
      const conversationId = (await said(number)).at(-1)?.conversation_id;
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

async function listSaid({ app }: TestApp, channelId: string, number: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, m.kind, m.text, m.external_id, m.delivery_state, m.delivery_error,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id) as files
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    where m.channel_id = ${channelId} and i.external_id = ${number} order by m.order_key, m.seq`.execute(
    app.parts.database.system,
  );
  return rows;
}

/** One grey pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
