import { expect, it } from "vitest";
import { safePath } from "./enter.ts";

it.each([
  ["/inbox/new?sort=newest", "/inbox/new?sort=newest"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  [undefined, "/"],
])("W21 after signing in %s leads to %s", (next, path) => {
  expect(safePath(next)).toBe(path);
});
