import type { Colleague } from "@guichet/contract";
import { expect, it } from "vitest";
import { conversationIdOf, userIdOf } from "../testing/build.ts";
import { othersHere } from "./viewers.ts";

const id = conversationIdOf(1);
const [me, tom, ida] = [userIdOf(1), userIdOf(2), userIdOf(3)];
const colleagues = [me, tom, ida].map((userId) => ({ id: userId, name: `Name ${userId}` }) as Colleague);
const viewers = { conversationId: id, userIds: [tom, me, ida, userIdOf(9)] };
const idsOf = (...given: Parameters<typeof othersHere>) => othersHere(...given).map((one) => one.id);

it("W80 others who look are named, without oneself, who holds it, and who is no colleague any more", () => {
  expect(idsOf(viewers, { id, lock: null }, colleagues, me)).toEqual([tom, ida]);
  expect(idsOf(viewers, { id, lock: { id: tom, name: "Tom" } }, colleagues, me)).toEqual([ida]);
  expect(idsOf(viewers, { id, lock: { id: me, name: "Me" } }, colleagues, me)).toEqual([tom, ida]);
});

it("W80 what was heard of another conversation, or not at all, names nobody", () => {
  expect(idsOf(null, { id, lock: null }, colleagues, me)).toEqual([]);
  expect(idsOf(viewers, { id: conversationIdOf(2), lock: null }, colleagues, me)).toEqual([]);
});
