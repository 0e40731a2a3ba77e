import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phoneQuery, phoneWord } from "./phone-words.ts";

/** What the database does with both, for the few forms that occur here. */
function finds(typed: string, known: string): boolean {
  const word = phoneWord(known);
  const query = phoneQuery(typed);
  if (word === undefined || query === undefined) return false;
  return query.split(" | ").some((part) => {
    const wanted = part.replace(/^'/, "").replace(/'(:\*)?$/, "");
    return part.endsWith(":*") ? word.startsWith(wanted) : word === wanted;
  });
}

describe("telephone numbers", () => {
  it.each([
    ["06 12 34 56 78", "+33612345678", true],
    ["+33 6 12 34 56 78", "0612345678", true],
    ["0033 6 12 34 56 78", "+33 6.12.34.56.78", true],
    ["030 123456", "+4930123456", true],
    ["+49 (0)30 123456", "030/123456", true],
    ["+49 30 123456", "+49 (0)30 123456", true],
    ["0151-23456789", "4915123456789", true],
    ["+1 (212) 555-0100", "212 555 0100", true],
    ["+353 1 234 5678", "01 234 5678", true],
    ["2345678", "+353 1 234 5678", true],
    ["06 12 34 56 78", "+33612345679", false],
    ["+49 6 12345678", "+33 6 12345678", false],
    ["0612345678", "10612345678", true],
    ["123456", "+33 1 23 45 61 23 456", false],
    ["1234567890123456", "1234567890123456", false],
    ["order 1234567", "+33 1234567", false],
  ])("W136 %s finds who is known as %s: %s", (typed, known, found) => expect(finds(typed, known)).toBe(found));

  it("W136 a number is found by its national form and by its international one, whichever of them is known", () => {
    const national = fc.stringMatching(/^[1-9][0-9]{6,10}$/);
    fc.assert(
      fc.property(national, fc.constantFrom("1", "33", "49", "353", "971"), (number, country) => {
        const forms = [`0${number}`, `+${country}${number}`, `00${country} ${number}`, `+${country} (0)${number}`];
        for (const typed of forms)
          for (const known of forms) expect(finds(typed, known), `${typed} ${known}`).toBe(true);
      }),
    );
  });
});
