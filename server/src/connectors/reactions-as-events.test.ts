import { expect, it } from "vitest";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import type { OfChannel } from "./of-channel.ts";
import { reactionsAsEvents } from "./reactions-as-events.ts";

const channel: ChannelForConnector = {
  ...{ id: "channel", organizationId: "organization", endpointId: "endpoint" },
  ...{ platform: "instagram", externalId: "lumen", name: "Lumen", settings: {}, secrets: {} },
};
type Told = { mid?: string; by?: string; emoji?: string[]; at?: number; opens?: true };

function told({ mid = "m1", by = "zoe", emoji = ["❤️"], at = 1000, opens = true }: Told = {}): OfChannel<InboundItem> {
  const base = { channelExternalId: "lumen", occurredAt: at, party: { externalId: "zoe" } };
  const item = { type: "reaction" as const, ...base, externalId: mid, by, emoji, opens };
  return { item, channel, deliveryId: "delivery" as never };
}
const events = (...all: OfChannel<InboundItem>[]) => reactionsAsEvents(all).map(({ item }) => item);

it("W153 a reaction is an event with what it stands under, which nobody wrote", () => {
  expect(events(told())).toEqual([
    expect.objectContaining({
      ...{ direction: "in", visibility: "private", text: "❤️", replyToExternalId: "m1", automatic: true, media: [] },
      ...{ externalId: "reaction zoe m1", reaction: { by: "zoe" }, context: { about: "reaction" } },
    }),
  ]);
});

it("I2 whatever somebody changes it to has the same key; another message or person another", () => {
  const keys = events(told(), told({ emoji: ["😮"], at: 9000 }), told({ mid: "m2" }), told({ by: "max" }));
  expect(new Set(keys.map(({ externalId }) => externalId)).size).toBe(3);
});

it("W153 I19 taking back is none, nor what was taken back before it came; what comes anew is one", () => {
  const back = told({ emoji: [], at: 2000 });
  expect(events(back)).toEqual([]);
  expect(events(back, told({ at: 1000 }))).toEqual([]);
  expect(events(back, told({ at: 1000, by: "max" }))).toHaveLength(1);
  expect(events(back, told({ at: 3000 }))).toHaveLength(1);
  expect(events(told(), back)).toHaveLength(1);
});

it("W153 where the channel or the platform does not open by it, it is none", () => {
  const { item, ...one } = told();
  if (item.type !== "reaction") throw new Error("not a reaction");
  const { opens: _, ...without } = item;
  expect(events({ ...one, item: without })).toEqual([]);
});
