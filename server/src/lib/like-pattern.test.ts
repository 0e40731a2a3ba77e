import { expect, test } from "vitest";
import { likePattern } from "./like-pattern.ts";

test("what somebody looks for is looked for as it is written, also where it holds signs of a pattern", () => {
  expect(likePattern("50%_off\\now")).toBe("%50\\%\\_off\\\\now%");
  expect(likePattern("plain")).toBe("%plain%");
});
