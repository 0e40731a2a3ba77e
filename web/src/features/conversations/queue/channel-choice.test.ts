import { describe, expect, it } from "vitest";
import { buildBootstrap, channelIdOf } from "../testing/build.ts";
import { groupByPlatform, switchChannels } from "./channel-choice.ts";

const all = [1, 2, 3].map(channelIdOf);

describe("the active-channels selector", () => {
  it("W40 groups channels by platform", () => {
    const [a, b, c] = buildBootstrap().channels;
    if (!a || !b || !c) throw new Error("three channels expected");
    const channels = [
      { ...b, name: "Zed" },
      { ...a, platform: "email" as const },
      { ...c, name: "Abe" },
    ];
    expect(
      groupByPlatform(channels, (platform) => platform).map((one) => [one.platform, one.channels.map((x) => x.name)]),
    ).toEqual([
      ["email", ["Channel 1"]],
      ["messenger", ["Abe", "Zed"]],
    ]);
  });

  it("W40 switches single channels and whole platforms", () => {
    expect(switchChannels(all, null, [channelIdOf(2)], false)).toEqual([channelIdOf(1), channelIdOf(3)]);
    expect(switchChannels(all, null, all, false)).toEqual([]);
    expect(switchChannels(all, [], [channelIdOf(3)], true)).toEqual([channelIdOf(3)]);
  });

  it("W40 takes everything on for all, so that a later channel is active too", () => {
    expect(switchChannels(all, [channelIdOf(1), channelIdOf(3)], [channelIdOf(2)], true)).toBeNull();
  });

  it("forgets channels that are no longer there", () => {
    expect(switchChannels(all, [channelIdOf(1), channelIdOf(9)], [channelIdOf(2)], true)).toEqual([
      channelIdOf(1),
      channelIdOf(2),
    ]);
  });
});
