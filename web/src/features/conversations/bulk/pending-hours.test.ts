import type { Bootstrap } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildRow, channelIdOf } from "../testing/build.ts";
import { pendingHoursOf } from "./pending-hours.ts";

const world = {
  channels: [
    { id: channelIdOf(1), pendingHours: 720 },
    { id: channelIdOf(2), pendingHours: 48 },
    { id: channelIdOf(3), pendingHours: 12 },
  ],
} as unknown as Bootstrap;
const row = (n: number, channel: number, status: "new" | "pending" | "resolved") =>
  buildRow(n, { channelId: channelIdOf(channel), status });

describe("when the first of them would be resolved before it comes back", () => {
  it.each([
    ["the shortest of the channels selected", { rows: [row(1, 1, "new"), row(2, 2, "pending")], whole: false }, 48],
    ["of all channels, for a whole view", { rows: [row(1, 1, "new")], whole: true }, 12],
    ["not of what stays Resolved", { rows: [row(1, 1, "new"), row(2, 3, "resolved")], whole: false }, 720],
    ["never where all stay Resolved", { rows: [row(2, 3, "resolved")], whole: false }, undefined],
    ["never where nothing is selected", { rows: [], whole: false }, undefined],
  ])("W62 %s", (_, selection, hours) => {
    expect(pendingHoursOf(world, selection)).toBe(hours);
  });
});
