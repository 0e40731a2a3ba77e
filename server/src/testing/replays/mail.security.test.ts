import { type ConversationId, channelCreated, contactView, type MessageId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createAcceptor } from "../../connectors/accept-delivery.ts";
import type { ChannelForConnector } from "../../connectors/connector.ts";
import { buildOutboundMessage } from "../../connectors/connector-bench.ts";
import { buildMail } from "../../connectors/email/fixtures/odd-mail.ts";
import { parseMail } from "../../connectors/email/reading/parse.ts";
import { composeMail } from "../../connectors/email/sending/compose.ts";
import { makeMessageId, makeReplyAddress } from "../../connectors/email/threading/keyed-marks.ts";
import { startProcessor } from "../../connectors/process-delivery.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { call, digest, type House, openHouse, settledDigest } from "./house.ts";

const DESK = "desk@shop.example";
const SECRET = "WordsBetweenAdaAndTheDesk";
type Mailbox = ChannelForConnector<Parameters<typeof composeMail>[1]["settings"]>;

let house: House;
let mailbox: Mailbox;
let arrive: (headers: Record<string, string>, body?: string) => Promise<void>;
let stop: () => Promise<void>;
let ada: { readonly conversation: ConversationId; readonly message: MessageId };
/** What only somebody who has seen our mail to Ada can know. */
let marks: { readonly id: string; readonly address: string };

beforeAll(async () => {
  house = await openHouse();
  mailbox = await makeMailbox();
  ({ arrive, stop } = openIntake());
  await arrive(
    { From: "Ada <ada@example.org>", "Message-ID": "<first@example.org>", Subject: SECRET },
    `${SECRET}\r\n`,
  );
  const { id } = await rowOf("ada@example.org");
  const body = { id: uuidV7() as MessageId, kind: "reply", text: `${SECRET} answered` };
  expect((await call(house, house.insider, "POST", `/conversations/${id}/messages`, body)).status).toBe(201);
  ada = { conversation: id, message: body.id };
  const keys = mailbox.endpointSecrets?.threading ?? [];
  marks = {
    id: makeMessageId(keys, body.id, "ada@example.org", "shop.example") ?? "",
    address: makeReplyAddress(keys, DESK, id, "ada@example.org") ?? "",
  };
  expect(marks.id).toMatch(/^<gm\./);
  expect(marks.address).toContain("desk+");
});
afterAll(async () => {
  await stop?.();
  await house?.app.stop();
});

async function makeMailbox(): Promise<Mailbox> {
  const login = { host: "mail.invalid", port: 993, security: "tls", user: "desk", password: "x" };
  const settings = { address: DESK, imap: login, smtp: { ...login, port: 465 } };
  const { admin, app } = house.app;
  const made = await call(house, admin, "POST", "/channels", { platform: "email", name: "Desk", settings });
  const { channel } = channelCreated.parse(made.body);
  const access = { users: [{ userId: house.insider.id, role: "supervisor" }], teamIds: [] };
  await call(house, admin, "PUT", `/channels/${channel.id}/access`, access);
  const found = await app.parts.channels.channel(house.app.organizationId, channel.id);
  if (found === undefined) throw new Error("There is no channel.");
  return found as unknown as Mailbox;
}

/** The way in as a mailbox takes it: stored, read, received. */
function openIntake() {
  const { parts } = house.app.app;
  const processor = startProcessor({
    ...{
      database: parts.database,
      connectors: parts.connectors,
      stepsOf: async () => [],
      now: parts.now,
      log: parts.log,
    },
    ...{ wake: parts.wake.now, typing: () => undefined, acknowledge: () => undefined },
    channelsOf: (organizationId, endpointId) => parts.channels.ofEndpoint(organizationId, endpointId),
  });
  const accept = createAcceptor({ database: parts.database, now: parts.now, onStored: processor.process });
  return {
    stop: () => processor.stop(),
    async arrive(headers: Record<string, string>, body = "Give me more.\r\n") {
      const { id } = await accept({
        ...{ organizationId: house.app.organizationId, endpointId: mailbox.endpointId as never, platform: "email" },
        ...{ path: "", headers: {}, body: buildMail({ To: DESK, ...headers }, body) },
      });
      await vi.waitFor(async () => {
        const row = await parts.database.system
          .selectFrom("deliveries")
          .select("state")
          .where("id", "=", id)
          .executeTakeFirst();
        expect(row?.state).toBe("done");
      }, 30_000);
    },
  };
}

async function textOf(stream: AsyncIterable<unknown> | Iterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

type Row = { readonly id: ConversationId; readonly contact: { readonly id: string } };

async function rowOf(handle: string): Promise<Row> {
  const rows: Row[] = [];
  for (const status of ["new", "pending"]) {
    const list = await call(
      house,
      house.insider,
      "GET",
      `/conversations?status=${status}&channels=${mailbox.id}&limit=100`,
    );
    rows.push(
      ...(list.body as { items: (Row & { contact: { handle: string | null } })[] }).items.filter(
        ({ contact }) => contact.handle === handle,
      ),
    );
  }
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0) throw new Error(`${rows.length} conversations with ${handle}`);
  return row;
}

/** As its readers see it; how often our own mail to Ada has been tried does not matter here. */
async function threadOf(id: ConversationId): Promise<unknown> {
  const { body } = await call(house, house.insider, "GET", `/conversations/${id}`);
  return JSON.parse(
    JSON.stringify(body, (key, value) => (key === "delivery" || key === "deliveryState" ? null : value)),
  );
}

const agent = "agent@shop.example";
const eve = "eve@evil.example";

/** Header sets of a stranger, with what each of them relies on. */
const FORGED: readonly (readonly [string, string, () => Record<string, string>])[] = [
  ["P124 the number of a ticket in the subject", eve, () => ({ Subject: "Re: [#1] Hello [Ticket#2026110001]" })],
  ["P124 the conversation's id in the subject", eve, () => ({ Subject: `Re: Hello (${ada.conversation})` })],
  ["P81 an id that can be guessed", eve, () => ({ "In-Reply-To": `<reply-1-${ada.message}@shop.example>` })],
  ["P81 an older form of id", eve, () => ({ References: `<notify-1-1-1@shop.example> <${ada.message}@shop.example>` })],
  [
    "P81 our form of id without its key",
    eve,
    () => ({ "In-Reply-To": `<gm.${ada.message}.${"a".repeat(32)}@shop.example>` }),
  ],
  ["P81 an empty id", eve, () => ({ "In-Reply-To": "<>", References: "" })],
  [
    "P154 an address with a number",
    eve,
    () => ({ To: `desk+id1@shop.example, desk+${ada.conversation}@shop.example` }),
  ],
  [
    "P83 the mark of a mail that was shown to somebody new",
    eve,
    () => ({ "In-Reply-To": marks.id, References: marks.id }),
  ],
  ["P83 the keyed address, passed on", eve, () => ({ To: marks.address, "In-Reply-To": marks.id })],
  ["P80 an agent's address and our mark", agent, () => ({ "In-Reply-To": marks.id, To: marks.address })],
  ["P82 an agent's address, answering a notice", agent, () => ({ "In-Reply-To": marks.id, "X-Forwarded-To": DESK })],
  [
    "P83 the contact's name before another address",
    eve,
    () => ({ From: `"Ada ada@example.org" <${eve}>`, "In-Reply-To": marks.id }),
  ],
  [
    "P154 the contact in copy",
    eve,
    () => ({ Cc: "ada@example.org", "Reply-To": "ada@example.org", References: marks.id }),
  ],
];

describe("S31 mails that want into somebody's conversation", () => {
  it.each(FORGED)("%s leads nowhere and is shown nothing", async (_title, from, forge) => {
    const before = await threadOf(ada.conversation);
    const headers = { From: from, "Message-ID": `<${uuidV7()}@evil.example>`, ...forge() };
    await arrive(headers, "TextOfTheStranger\r\n");
    expect(await threadOf(ada.conversation)).toEqual(before);
    const row = await rowOf(from);
    expect(row.id).not.toBe(ada.conversation);
    const shown = JSON.stringify([
      await threadOf(row.id),
      (await call(house, house.insider, "GET", `/contacts/${row.contact.id}`)).body,
    ]);
    expect(shown).toContain("TextOfTheStranger");
    expect(shown).not.toContain(SECRET);
    const card = contactView.parse((await call(house, house.insider, "GET", `/contacts/${row.contact.id}`)).body);
    expect(card.identities).toMatchObject([{ verified: false, handle: from }]);
  });

  it("P80 P82 nothing that comes by mail is ever sent on in an agent's name", async () => {
    const system = house.app.app.parts.database.system;
    const outbound = await system
      .selectFrom("messages")
      .select(["id", "author_id"])
      .where("channel_id", "=", mailbox.id as never)
      .where("kind", "=", "outbound")
      .execute();
    expect(outbound).toEqual([{ id: ada.message, author_id: house.insider.id }]);
    // Our own mail to Ada, whose server there is not, is tried again at any time.
    const before = await settledDigest(house, ["outbox"]);
    for (const path of ["/inbound-mail", "/webhooks/email/x", `/webhooks/email/${mailbox.endpointId}`])
      expect([403, 404]).toContain((await house.app.call("POST", path, { raw: "From: x" })).status);
    expect(await digest(house, ["outbox"])).toBe(before);
  });

  it("P154 P83 an answer goes to the one who wrote alone, whoever else the mail names", async () => {
    const raw = (more: Record<string, string>) => ({
      ...{ id: "d", path: "", headers: {}, receivedAt: Date.now() },
      body: buildMail({ From: "ada@example.org", To: DESK, ...more }),
    });
    for (const more of [
      { Cc: eve } as Record<string, string>,
      { "Reply-To": eve },
      { To: `${DESK}, ${eve}` },
      { Sender: eve },
      { Bcc: eve },
    ]) {
      const [item] = parseMail(raw(more), [mailbox]).items;
      if (item?.type !== "message") throw new Error("This is no message.");
      expect(item.party.externalId).toBe("ada@example.org");
      const lastInbound = { externalId: item.externalId, context: item.context ?? {}, at: Date.now() };
      const to = { externalId: item.party.externalId, displayName: "Ada" };
      const mail = composeMail(buildOutboundMessage({ to, lastInbound }), mailbox, Date.now());
      expect(mail?.to, JSON.stringify(more)).toBe("ada@example.org");
      const text = await textOf((await mail?.open()) ?? []);
      expect(text).toContain("ada@example.org");
      expect(text, JSON.stringify(more)).not.toContain("evil");
    }
  });

  it("P83 the contact's own answer stands where it belongs, proved", async () => {
    await arrive({
      ...{ From: "Ada <ada@example.org>", "Message-ID": "<second@example.org>", To: marks.address },
      ...{ "In-Reply-To": marks.id, Subject: "Re: Hello" },
    });
    const row = await rowOf("ada@example.org");
    expect(row.id).toBe(ada.conversation);
    expect(JSON.stringify(await threadOf(row.id))).toContain("Give me more.");
    const card = contactView.parse((await call(house, house.insider, "GET", `/contacts/${row.contact.id}`)).body);
    expect(card.identities).toMatchObject([{ verified: true }]);
  });
});
