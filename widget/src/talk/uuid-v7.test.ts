import { messageId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { uuidV7 } from "./uuid-v7.ts";

describe("the id of a message", () => {
  it("I11 is a version 7 UUID that the contract accepts", () => {
    const id = uuidV7(Date.now());
    expect(messageId.parse(id)).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab]/);
  });

  it("I11 sorts by time and never repeats", () => {
    expect(uuidV7(1_700_000_000_000) < uuidV7(1_700_000_000_001)).toBe(true);
    expect(new Set(Array.from({ length: 1000 }, () => uuidV7(5))).size).toBe(1000);
  });
});
