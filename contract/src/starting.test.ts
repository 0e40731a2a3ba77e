import { expect, it } from "vitest";
import { readStartAddress } from "./starting.ts";

it.each([
  ["W100 a mail address, as the mailbox will have it", "email", " Anna@Example.ORG ", "anna@example.org"],
  ["W100 no mail address", "email", "anna at example.org", undefined],
  ["W100 two mail addresses", "email", "a@example.org, b@example.org", undefined],
  ["W100 a header hidden in an address", "email", "a@example.org\nBcc: b@example.org", undefined],
  ["W100 an address nobody has", "email", "a@b.invalid", undefined],
  ["W100 a number as people write it", "phone", "0033 (6) 12-34.56 78", "+33612345678"],
  ["W100 a number without a country", "phone", "06 12 34 56 78", undefined],
  ["W100 another system's id", "id", " C-17 ", "C-17"],
  ["W100 nothing", "id", "  ", undefined],
  ["W100 a line break in an id", "id", "a\nb", undefined],
] as const)("%s", (_, kind, text, address) => {
  expect(readStartAddress(kind, text)).toBe(address);
});
