import { attributeId } from "@guichet/contract";
import { expect, it } from "vitest";
import { idOf } from "../../conversations/testing/build.ts";
import { movedTo, neighbourOf } from "./attribute-order.ts";

const own = [1, 2, 3].map((number) => ({ id: attributeId.parse(idOf(number)), platform: null }));
const theirs = [4, 5].map((number) => ({ id: attributeId.parse(idOf(number)), platform: "whatsapp" as const }));
const all = [...own, ...theirs];
const [first, second, third] = own;
const [fourth] = theirs;

it("W111 an attribute takes the place of another, and what stands between makes room", () => {
  if (!first || !second || !third) throw new Error("three are there");
  expect(movedTo(all, first, third)).toEqual([second, third, first, ...theirs].map(({ id }) => id));
  expect(movedTo(all, third, first)).toEqual([third, first, second, ...theirs].map(({ id }) => id));
});

it("W111 what a platform tells stays behind what Admins made", () => {
  if (!third || !fourth) throw new Error("both are there");
  expect(movedTo(all, third, fourth)).toEqual(all.map(({ id }) => id));
  expect(neighbourOf(all, third, 1)).toBeUndefined();
  expect(neighbourOf(all, fourth, -1)).toBeUndefined();
  expect(neighbourOf(all, third, -1)).toBe(second);
});
