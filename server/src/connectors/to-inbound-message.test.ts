import { LONGEST_POST } from "@guichet/contract";
import { describe, expect, it, test } from "vitest";
import type { InboundItem } from "./connector.ts";
import { toInboundMessage } from "./to-inbound-message.ts";

type Item = Extract<InboundItem, { type: "message" }>;
const channel = { id: "channel", platform: "api" } as never;
const postOf = (post: Item["post"], visibility: Item["visibility"] = "public") =>
  toInboundMessage(
    {
      ...{ type: "message", channelExternalId: "channel", occurredAt: 0, party: { externalId: "c" }, externalId: "m" },
      ...{ direction: "in", text: "x", media: [], automatic: false, visibility },
      ...(post === undefined ? {} : { post }),
    },
    channel,
    "delivery",
  ).post;

describe("W87 the post that a comment stands under", () => {
  it("W87 is cut where it is too long, between characters, and is none in private or where nothing is told", () => {
    const long = postOf({ text: `${"x".repeat(LONGEST_POST - 1)}😀`, dark: false });
    expect(long?.text.length).toBeLessThanOrEqual(LONGEST_POST);
    expect(long?.text.isWellFormed()).toBe(true);
    expect(postOf({ text: "Our lamps", dark: true }, "private")).toBeUndefined();
    expect(postOf({ text: "  ", dark: false })).toBeUndefined();
    expect(postOf({ text: "", dark: true })).toEqual({ text: "", dark: true });
    expect(postOf(undefined)).toBeUndefined();
  });

  test.each([
    ["https://shop.example/posts/1", "https://shop.example/posts/1"],
    ["http://shop.example/é", "http://shop.example/%C3%A9"],
    ["javascript:alert(1)", undefined],
    ["data:text/html,x", undefined],
    ["//shop.example/1", undefined],
    ["https://shop.example@evil.example/", undefined],
    ["not an address", undefined],
    ["", undefined],
    [`https://shop.example/${"x".repeat(3000)}`, undefined],
  ])("W87 its address %j is shown as %j", (url, shown) => {
    expect(postOf({ text: "Our lamps", dark: false, url })?.url).toBe(shown);
  });
});
