import { expect, it } from "vitest";
import { readOrigin, readOrigins } from "./website.ts";

it.each([
  ["https://www.example.com", "https://www.example.com"],
  [" https://www.example.com/shop?a=b ", "https://www.example.com"],
  ["http://localhost:8080/", "http://localhost:8080"],
  ["https://*.example.com", "https://*.example.com"],
  ["www.example.com", undefined],
  ["javascript:alert(1)", undefined],
  ["", undefined],
])("W159 the allowed website %s is kept as %s", (line, origin) => {
  expect(readOrigin(line)).toBe(origin);
});

it("W159 lines are kept once each, and the first wrong one is named", () => {
  expect(readOrigins("https://a.example\nhttps://a.example/x\nb.example")).toEqual({
    origins: ["https://a.example", "b.example"],
    bad: "b.example",
  });
});
