import { type ChannelView, channelCreated } from "@guichet/contract";
import { sql } from "kysely";
import type { MetaApp } from "../../../../simulator/src/meta/meta-app.ts";
import { MetaSimulator } from "../../../../simulator/src/meta/meta-simulator.ts";
import { addExampleAccount } from "../../../../simulator/src/whatsapp/example-account.ts";
import type { WhatsappAccount } from "../../../../simulator/src/whatsapp/whatsapp-account.ts";
import type { WhatsappContact } from "../../../../simulator/src/whatsapp/whatsapp-contact.ts";
import type { WhatsappNumber } from "../../../../simulator/src/whatsapp/whatsapp-number.ts";
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
  readonly deleted: boolean;
  readonly reply_to: string | null;
  readonly reactions: Record<string, { emoji: string[] }>;
  readonly files: string[] | null;
};

/** The whole product beside the simulator, with one number connected through the doors an Admin uses. */
export type WhatsappHouse = {
  readonly app: TestApp;
  readonly simulator: MetaSimulator;
  readonly account: WhatsappAccount;
  readonly number: WhatsappNumber;
  readonly channel: ChannelView;
  /** Where the channel is in our API. */
  readonly path: string;
  /** Two contacts; Zoé Martin is the one who is meant where none is named below. */
  readonly zoe: WhatsappContact;
  readonly max: WhatsappContact;
  settings(changes?: object): Record<string, unknown>;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** What stands in the threads of whoever has this name, in order. */
  said(contact: string): Promise<Said[]>;
  /** An agent's reply to a contact; answers the message's id. */
  reply(contact: string, text: string, more?: Record<string, unknown>): Promise<string>;
  /** The words of what stands in the threads of a contact, in order. */
  texts(contact?: string): Promise<string[]>;
  /** The message with this id, if it stands in the threads of a contact. */
  sayingOf(id: string, contact?: string): Promise<Said | undefined>;
  stateOf(id: string, contact?: string): Promise<string | null | undefined>;
  /** What Zoé has from us on the telephone. */
  fromUs(): ReturnType<WhatsappContact["chat"]>;
  /** What the Graph API was asked at an edge, in order. */
  callsOf(edge: string): MetaApp["received"];
  /** What the app has subscribed to at the account. */
  subscription(): { readonly override: string | undefined } | undefined;
  stop(): Promise<void>;
};

/** The name of the contact whom most tests are about. */
export const ZOE = "Zoé Martin";

/** The code by which an answer refuses. */
export const codeOf = (answer: { body: unknown }): string | undefined =>
  (answer.body as { error?: { code: string } }).error?.code;

/** For what must be there. */
export function never(): never {
  throw new Error("Nobody is there.");
}

export async function openWhatsappHouse(): Promise<WhatsappHouse> {
  const port = await findPort();
  const simulator = new MetaSimulator({ seed: 7, retryBaseMs: 50 });
  await simulator.start();
  const account = addExampleAccount(simulator);
  const [number] = account.numbers;
  if (number === undefined) throw new Error("The account has no number.");
  const [zoe = never(), max = never()] = number.contacts();
  const app = await startTestApp({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
  });
  const call: WhatsappHouse["call"] = async (method, path, body) =>
    await app.call(method, `/api/v1${path}`, { as: app.admin, ...(body === undefined ? {} : { body }) });
  const settings = (changes: object = {}) => ({
    ...{ appId: account.app.id, appSecret: account.app.secret, token: account.token, wabaId: account.id },
    ...{ phoneNumberId: number.id, graphUrl: simulator.graphUrl, ...changes },
  });
  const made = await call("POST", "/channels", { platform: "whatsapp", name: "Lamps", settings: settings() });
  const { channel } = channelCreated.parse(made.body);
  const said = async (contact: string) => await listSaid(app, contact);
  const sayingOf = async (id: string, contact = ZOE) => (await said(contact)).find((one) => one.id === id);
  return {
    ...{ app, simulator, account, number, channel, zoe, max, settings, call, said, sayingOf },
    path: `/channels/${channel.id}`,
    texts: async (contact = ZOE) => (await said(contact)).map(({ text }) => text),
    stateOf: async (id, contact) => (await sayingOf(id, contact))?.delivery_state,
    fromUs: () => zoe.chat().filter(({ mine }) => !mine),
    callsOf: (edge) => account.app.received.filter(({ path }) => path.at(-1) === edge),
    subscription: () => simulator.accounts.get(account.id)?.subscribed.get(account.app.id),
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

async function listSaid({ app }: TestApp, contact: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select m.id, m.conversation_id, m.kind, m.text, m.external_id, m.delivery_state, m.delivery_error, m.reactions,
      m.edited_at is not null as edited, m.deleted_at is not null as deleted,
      (select q.text from messages q where q.id = m.reply_to_id) as reply_to,
      (select json_agg(f.name || ' ' || f.type || ' ' || f.state order by f.position) from attachments f where f.message_id = m.id) as files
    from messages m join conversations c on c.id = m.conversation_id join contacts p on p.id = c.contact_id
    where p.name = ${contact} and c.channel_id in (select id from channels where platform = 'whatsapp')
    order by m.order_key, m.seq`.execute(app.parts.database.system);
  return rows;
}
