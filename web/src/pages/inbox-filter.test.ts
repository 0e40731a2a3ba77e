import { expect, it } from "vitest";
import { channelIdOf, userIdOf } from "../features/conversations/testing/build.ts";
import { readFilter, readQueue, writeFilter } from "./inbox-filter.ts";

it("W40 W42 W47 keeps the whole filter in the address", () => {
  const filter = {
    status: "pending" as const,
    channels: [channelIdOf(1), channelIdOf(2)],
    assignedTo: ["unassigned" as const, userIdOf(3)],
    sort: "newest" as const,
  };
  expect(readFilter("pending", writeFilter(filter), {})).toEqual(filter);
  const none = { ...filter, channels: [], assignedTo: null };
  expect(readFilter("pending", writeFilter(none), {})).toEqual(none);
});

it("leaves what is usual out of the address", () => {
  expect(writeFilter(readFilter("new", {}, {}))).toEqual({});
  expect(writeFilter(readFilter("resolved", {}, {}))).toEqual({});
  expect(readFilter("resolved", {}, {}).sort).toBe("newest");
});

it("W53 falls back to what the person chose last, where the address says nothing", () => {
  const kept = { assignedTo: "me", channels: channelIdOf(1), sort: "newest" as const };
  expect(readFilter("new", { assignedTo: "unassigned" }, kept)).toEqual({
    status: "new",
    channels: [channelIdOf(1)],
    assignedTo: ["unassigned"],
    sort: "newest",
  });
});

it("reads nonsense as nothing", () => {
  expect(readQueue("rubbish")).toBe("new");
  expect(readFilter("new", { channels: "x,y", assignedTo: "z" }, {})).toMatchObject({
    channels: null,
    assignedTo: null,
  });
});
