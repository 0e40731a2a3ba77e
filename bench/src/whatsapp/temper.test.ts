import { expect, test } from "vitest";
import { EVEN, pickFate } from "./temper.ts";

test("a provider does what its shares say", () => {
  const temper = { ...EVEN, refused: 0.02, garbled: 0.01, silent: 0.01 };
  expect(pickFate(temper, 0.019)).toBe("refused");
  expect(pickFate(temper, 0.021)).toBe("garbled");
  expect(pickFate(temper, 0.031)).toBe("silent");
  expect(pickFate(temper, 0.041)).toBe("accepted");
  expect(pickFate(EVEN, 0)).toBe("accepted");
});
