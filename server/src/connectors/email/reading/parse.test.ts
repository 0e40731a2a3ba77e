import { expect, test } from "vitest";
import { buildMail, mailbox, receivedAt, threadingKey } from "../fixtures/odd-mail.ts";
import { ourReplyAddress } from "../fixtures/odd-reports.ts";
import { buildEmailChannel } from "../testing/build-channel.ts";
import { parseMail } from "./parse.ts";

const channel = buildEmailChannel({ address: mailbox, threading: threadingKey });

function keyOf(mail: Uint8Array, at = receivedAt): string {
  const [item] = parseMail({ id: "d", path: "", headers: {}, body: mail, receivedAt: at }, [channel]).items;
  if (item?.type !== "message") throw new Error("This is no message.");
  return item.externalId;
}

test("I2 the same mail by two ways has one key", () => {
  const once = buildMail({});
  const twice = Buffer.concat([Buffer.from("Delivered-To: a@shop.example\r\nReceived: from b by c\r\n"), once]);
  expect(keyOf(twice)).toBe(keyOf(once));
  expect(keyOf(once, receivedAt + 5_000)).toBe(keyOf(once));
});

test("I2 two mails that share a Message-ID have two keys", () => {
  const keys = [
    buildMail({}),
    buildMail({}, "Something else.\r\n"),
    buildMail({ Subject: "Other" }),
    buildMail({ From: "b@example.org" }),
  ];
  expect(new Set(keys.map((mail) => keyOf(mail))).size).toBe(4);
});

test("I2 without a Message-ID no two mails are ever taken for one", () => {
  const mail = buildMail({ "Message-ID": "" });
  expect(keyOf(mail)).toBe(keyOf(mail));
  expect(keyOf(mail, receivedAt + 1_000)).not.toBe(keyOf(mail));
});

test("of several channels behind one endpoint the one whose mailbox it lay in gets the mail", () => {
  const other = { ...buildEmailChannel({ address: "sales@shop.example" }), id: "other" };
  const delivery = {
    id: "d",
    path: "",
    headers: { "x-guichet-channel": "sales@shop.example" },
    body: buildMail({}),
    receivedAt,
  };
  expect(parseMail(delivery, [channel, other]).items[0]?.channelExternalId).toBe("sales@shop.example");
  expect(parseMail({ ...delivery, headers: {} }, [channel, other]).items[0]?.channelExternalId).toBe(mailbox);
  expect(parseMail(delivery, [])).toMatchObject({ items: [], problems: [{ path: "" }] });
});

test("S31 proofs are worth nothing to another channel, or to one without a key", () => {
  const mail = { id: "d", path: "", headers: {}, body: buildMail({ To: ourReplyAddress }), receivedAt };
  const proved = (threading: string[]) =>
    parseMail(mail, [{ ...channel, endpointSecrets: { threading } }]).items[0]?.party.verified;
  expect(proved([threadingKey])).toBe(true);
  expect(proved(["newer", threadingKey])).toBe(true);
  expect(proved(["another channel's"])).toBeUndefined();
  expect(proved([])).toBeUndefined();
});
