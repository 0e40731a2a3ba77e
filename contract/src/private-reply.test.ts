import { expect, it } from "vitest";
import { privateReplyAt, privateReplyDaysOf } from "./private-reply.ts";

const at = Date.UTC(2026, 2, 27, 9);
const DAY = 86_400_000;
const comment = { kind: "inbound", deleted: false, at: new Date(at).toISOString(), linked: null } as const;

it.each([
  ["W93 up to the end of the days", comment, 7 * DAY - 1, { state: "open", endsAt: at + 7 * DAY }],
  ["W93 from the end of the days on", comment, 7 * DAY, { state: "over", endedAt: at + 7 * DAY }],
  ["W93 a comment that has had its reply", { ...comment, linked: {} }, 0, { state: "used" }],
  ["W92 a comment that its author deleted", { ...comment, deleted: true }, 0, { state: "none" }],
  ["W92 our own answer under the post", { ...comment, kind: "outbound" as const }, 0, { state: "none" }],
])("%s", (_, given, after, wanted) => {
  expect(privateReplyAt(7, "public", given, at + after)).toEqual(wanted);
});

it("W92 nothing that is private already, and nothing where the channel has no private replies", () => {
  expect(privateReplyAt(7, "private", comment, at)).toEqual({ state: "none" });
  expect(privateReplyAt(null, "public", comment, at)).toEqual({ state: "none" });
  expect(privateReplyDaysOf("api", 3)).toBe(3);
  expect(privateReplyDaysOf("api", null)).toBeNull();
});
