import { contactGroupId, teamId } from "@guichet/contract";
import { expect, it } from "vitest";
import { NO_FILTER } from "../features/conversations/picture/queue-filter.ts";
import { channelIdOf, idOf, tagIdOf, topicIdOf, userIdOf } from "../features/conversations/testing/build.ts";
import { readFilter, readQueue, writeFilter } from "./inbox-filter.ts";

it("W40 W42 W43 W44 W45 W46 W47 W94 keeps the whole filter in the address", () => {
  const filter = {
    status: "pending" as const,
    channels: [channelIdOf(1), channelIdOf(2)],
    assignedTo: ["unassigned" as const, userIdOf(3)],
    teams: ["none" as const, teamId.parse(idOf(8))],
    topics: [topicIdOf(1), topicIdOf(2)],
    tags: [tagIdOf(1)],
    groups: [contactGroupId.parse(idOf(7))],
    vip: true,
    visibility: "public" as const,
    waiting: "4h" as const,
    window: "closing" as const,
    only: "mentions" as const,
    sort: "window" as const,
  };
  expect(readFilter("pending", writeFilter(filter), {})).toEqual(filter);
  const none = { ...filter, ...NO_FILTER, channels: [] };
  expect(readFilter("pending", writeFilter(none), {})).toEqual(none);
});

it("leaves what is usual out of the address", () => {
  expect(writeFilter(readFilter("new", {}, {}))).toEqual({});
  expect(writeFilter(readFilter("resolved", {}, {}))).toEqual({});
  expect(readFilter("resolved", {}, {}).sort).toBe("newest");
});

it("W53 falls back to what the person chose last, where the address says nothing", () => {
  const kept = { assignedTo: "me", channels: channelIdOf(1), topics: topicIdOf(3), sort: "newest" as const };
  expect(readFilter("new", { assignedTo: "unassigned" }, kept)).toEqual({
    ...NO_FILTER,
    status: "new",
    channels: [channelIdOf(1)],
    assignedTo: ["unassigned"],
    topics: [topicIdOf(3)],
    sort: "newest",
  });
});

it("reads nonsense as nothing", () => {
  expect(readQueue("rubbish")).toBe("new");
  expect(readFilter("new", { channels: "x,y", assignedTo: "z", topics: "none", tags: "," }, {})).toMatchObject({
    channels: null,
    assignedTo: null,
    topics: null,
    tags: null,
  });
});

it("W43 W46 reads nonsense in a team, a type and a time as nothing", () => {
  const odd = { teams: "x,', or", visibility: "secret", waiting: "2y" };
  expect(readFilter("new", odd, {})).toEqual({ ...NO_FILTER, status: "new", sort: "priority" });
});
