import { expect, it } from "vitest";
import { userIdOf } from "../testing/build.ts";
import { deedsFor } from "./scheduled-deeds.ts";

const me = userIdOf(1);
const mine = { author: { id: me, name: "Me" }, state: "waiting" } as const;
const theirs = { author: { id: userIdOf(2), name: "Them" }, state: "waiting" } as const;
const given = { me, canReply: true, free: true };

it("one's own scheduled reply can be sent, moved, edited and cancelled; a colleague's sent or cancelled", () => {
  expect(deedsFor(mine, given)).toEqual(["onSendNow", "onMove", "onTakeBack", "onCancel"]);
  expect(deedsFor(theirs, given)).toEqual(["onSendNow", "onCancel"]);
});

it("nothing is sent while somebody else answers, nor what was stopped; that can be taken up by anybody who replies", () => {
  expect(deedsFor(mine, { ...given, free: false })).toEqual(["onMove", "onTakeBack", "onCancel"]);
  expect(deedsFor({ ...theirs, state: "stopped" }, given)).toEqual(["onTakeBack", "onCancel"]);
  expect(deedsFor(mine, { ...given, canReply: false })).toEqual([]);
});
