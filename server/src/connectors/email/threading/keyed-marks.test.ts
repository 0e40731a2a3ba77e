import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findMessageIds,
  makeMessageId,
  makeReplyAddress,
  readMessageId,
  readReplyAddress,
  withoutPlus,
} from "./keyed-marks.ts";
import { readProof } from "./read-proof.ts";

const message = "01936f2e-7c1a-7b3c-8d4e-5f6071829304";
const conversation = "01936f2e-7c1a-7b3c-8d4e-5f6071829305";
const keys = ["newest", "older"];
const id = makeMessageId(keys, message, "ada@example.org", "shop.example") ?? "";
const address = makeReplyAddress(keys, "support@shop.example", conversation, "ada@example.org") ?? "";

describe("S31 our Message-ID", () => {
  test("names the message and the one it was sent to", () => {
    expect(id).toMatch(/^<gm\.01936f2e-7c1a-7b3c-8d4e-5f6071829304\.[a-z2-7]{32}@shop\.example>$/);
    const ours = readMessageId(keys, id);
    expect(ours?.messageId).toBe(message);
    expect(ours?.isFor("Ada@Example.org")).toBe(true);
    expect(ours?.isFor("eve@example.org")).toBe(false);
  });

  test("survives changed case, missing brackets and a rotated key", () => {
    expect(readMessageId(keys, id.toUpperCase())?.messageId).toBe(message);
    expect(readMessageId(keys, ` ${id.slice(1, -1)} `)?.messageId).toBe(message);
    const old = makeMessageId(["older"], message, "ada@example.org", "shop.example") ?? "";
    expect(readMessageId(keys, old)?.isFor("ada@example.org")).toBe(true);
  });

  test("with any one character changed, another key or no key is nobody's", () => {
    const from = id.indexOf(".") + 1;
    for (let at = from; at < id.indexOf("@") - 16; at += 1) {
      const altered = `${id.slice(0, at)}${id[at] === "a" ? "b" : "a"}${id.slice(at + 1)}`;
      expect(readMessageId(keys, altered)).toBeUndefined();
    }
    expect(readMessageId(["foreign"], id)).toBeUndefined();
    expect(readMessageId([], id)).toBeUndefined();
    expect(makeMessageId([], message, "a@b", "c")).toBeUndefined();
  });

  test("junk is nobody's and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (junk) => {
        expect(readMessageId(keys, junk)).toBeUndefined();
      }),
    );
    expect(readMessageId(keys, `<gm.${message}.${"a".repeat(32)}@shop.example>`)).toBeUndefined();
  });

  test("is found in the text of a bounce", () => {
    expect(findMessageIds(`--- below\nMessage-Id: ${id}\nSubject: x`)).toEqual([id.slice(1, -1)]);
  });
});

describe("S31 our reply address", () => {
  test("names the conversation to its participant alone", () => {
    expect(address).toMatch(/^support\+[a-z2-7]{42}@shop\.example$/);
    expect(readReplyAddress(keys, address.toUpperCase(), "ada@example.org")).toBe(conversation);
    expect(readReplyAddress(keys, address, "eve@example.org")).toBeUndefined();
    expect(readReplyAddress(["foreign"], address, "ada@example.org")).toBeUndefined();
    expect(withoutPlus(address)).toBe("support@shop.example");
  });

  test("is not made when the local part would grow too long", () => {
    expect(makeReplyAddress(keys, `${"a".repeat(22)}@x.org`, conversation, "b@x.org")).toBeUndefined();
    expect(makeReplyAddress(keys, `${"a".repeat(21)}@x.org`, conversation, "b@x.org")).toHaveLength(64 + 6);
  });

  test("any conversation comes back whole", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const made = makeReplyAddress(keys, "s@x.org", uuid, "b@x.org") ?? "";
        expect(readReplyAddress(keys, made, "b@x.org")).toBe(uuid);
      }),
    );
  });
});

describe("S31 the order of proofs", () => {
  test("the recipient address comes before cited ids", () => {
    expect(readProof(keys, "ada@example.org", ["support@shop.example", address], [id])).toEqual({
      proof: { by: "reply_address", conversationId: conversation, participant: true },
      citedId: id,
    });
  });

  test("somebody else who cites our message proves only that he has seen it", () => {
    expect(readProof(keys, "eve@example.org", [address], ["<x@y>", id])?.proof).toEqual({
      by: "message_id",
      messageId: message,
      participant: false,
    });
  });

  test("guessable ids, empty ids and numbers prove nothing", () => {
    expect(
      readProof(keys, "ada@example.org", ["support+123@shop.example"], ["", "<>", "<gm.1.x@y>", message]),
    ).toBeUndefined();
  });
});
