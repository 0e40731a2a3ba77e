import type { ChannelTrouble } from "@guichet/contract";
import { expect, it } from "vitest";
import { channelIdOf } from "../../features/conversations/testing/build.ts";
import { mayHide, troubleKey, troublesToShow } from "./hidden-troubles.ts";

const build = (change: Partial<ChannelTrouble>): ChannelTrouble => ({
  channelId: channelIdOf(1),
  platform: "email",
  name: "Support",
  kind: "silent",
  reason: null,
  since: "2026-11-28T10:00:00.000Z",
  mayMend: false,
  ...change,
});

it("I15 who can reconnect a channel cannot look away", () => {
  const cases = [
    [build({}), true],
    [build({ mayMend: true }), true],
    [build({ kind: "needs_reconnection" }), true],
    [build({ kind: "needs_reconnection", mayMend: true }), false],
  ] as const;
  for (const [trouble, expected] of cases) expect(mayHide(trouble)).toBe(expected);
  const [, , , must] = cases.map(([trouble]) => trouble);
  if (must) expect(troublesToShow([must], [troubleKey(must)])).toEqual([must]);
});

it("I15 what was hidden is shown again when it gets worse or comes back", () => {
  const hidden = [troubleKey(build({}))];
  expect(troublesToShow([build({})], hidden)).toEqual([]);
  const worse = build({ kind: "needs_reconnection" });
  const again = build({ since: "2026-11-28T11:00:00.000Z" });
  const other = build({ channelId: channelIdOf(2) });
  expect(troublesToShow([worse, again, other], hidden)).toEqual([worse, again, other]);
});
