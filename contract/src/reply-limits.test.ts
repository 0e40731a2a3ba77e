import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textLength } from "./platform-limits.ts";
import {
  type AttachmentLimits,
  fileProblem,
  fileProblems,
  shortCodeMark,
  textRoom,
  withoutMark,
  withShortCode,
} from "./reply-limits.ts";

const MB = 1024 * 1024;
/** A platform as those to come declare themselves: pictures of 5 MB, films of 16 MB, PDF, three in a message. */
const strict: AttachmentLimits = {
  perMessage: 3,
  maxBytes: 8 * MB,
  types: ["image/*", "video/mp4", "application/pdf"],
  maxBytesByType: { "image/*": 5 * MB, "image/webp": 100_000, "video/mp4": 16 * MB },
  totalBytes: 20 * MB,
};
const picture = { size: 1000, type: "image/png" };

describe("W91 a file against what the platform says of itself", () => {
  it.each([
    ["W91 a picture that fits", [], picture, null],
    ["W91 one file too many", [picture, picture, picture], picture, "too_many"],
    ["W91 nothing in it", [], { ...picture, size: 0 }, "empty"],
    ["W91 a type that is not listed", [], { size: 10, type: "text/html" }, "type"],
    ["W91 a sibling of a listed type", [], { size: 10, type: "video/webm" }, "type"],
    ["W91 a type that only begins like a listed family", [], { size: 10, type: "images/png" }, "type"],
    ["W91 exactly as large as its family may be", [], { ...picture, size: 5 * MB }, null],
    ["W91 a byte larger than its family may be", [], { ...picture, size: 5 * MB + 1 }, "too_large"],
    ["W91 a type with a limit of its own within the family", [], { size: 100_001, type: "image/webp" }, "too_large"],
    ["W91 larger than the common limit, but its own is higher", [], { size: 12 * MB, type: "video/mp4" }, null],
    [
      "W91 too large together",
      [{ size: 16 * MB, type: "video/mp4" }],
      { ...picture, size: 4 * MB + 1 },
      "too_large_together",
    ],
  ] as const)("%s", (_, already, file, problem) => {
    expect(fileProblem(strict, already, file)?.type ?? null).toBe(problem);
  });

  it("W91 names the limit that was broken", () => {
    expect(fileProblem(strict, [], { ...picture, size: 6 * MB })).toEqual({ type: "too_large", maxBytes: 5 * MB });
    expect(fileProblem({ ...strict, perMessage: 0 }, [], picture)).toEqual({ type: "none_allowed" });
  });

  it("W91 where a film goes alone, neither it follows a picture nor a picture it", () => {
    const film = { size: 1000, type: "video/mp4" };
    const limits = { ...strict, alone: ["video/*"] };
    const problemsOf = (files: (typeof film)[]) => fileProblems(limits, files).map((one) => one?.type ?? null);
    expect(problemsOf([film])).toEqual([null]);
    expect(problemsOf([film, picture])).toEqual([null, "alone"]);
    expect(problemsOf([picture, film, picture])).toEqual([null, "alone", null]);
    expect(fileProblems(strict, [film, picture])).toEqual([null, null]);
  });

  it("W91 what is refused takes no room from what comes behind it", () => {
    const empty = { ...picture, size: 0 };
    expect(fileProblems(strict, [picture, empty, picture, picture]).map((one) => one?.type ?? null)).toEqual([
      null,
      "empty",
      null,
      null,
    ]);
  });
});

describe("the room a text leaves", () => {
  it("counts as a reader, a machine or a wire does, as the platform wants it", () => {
    const family = "👩‍👩‍👧";
    const left = (unit: "characters" | "utf16" | "bytes", max: number, text: string) =>
      textRoom({ unit, max }, text).left;
    expect(left("characters", 4, family.repeat(3))).toBe(1);
    expect(left("utf16", 10, family)).toBe(2);
    expect(left("bytes", 20, family)).toBe(2);
    expect(left("bytes", 10, "é".repeat(6))).toBe(-2);
    expect(left("characters", 5, "e\u0301".repeat(6))).toBe(-1);
  });

  it("never says there is room where there is none, nor the other way round", () => {
    const unit = fc.constantFrom("characters", "utf16", "bytes");
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.integer({ min: 1, max: 80 }),
        unit,
        (text, max, by) => {
          expect(textRoom({ unit: by, max }, text).left >= 0).toBe(textLength(text, by) <= max);
        },
      ),
    );
  });
});

describe("W28 the short code", () => {
  it.each([
    ["W28 stands behind the text after a space", "Hello", "KW", "Hello ^KW"],
    ["W28 takes the place of spaces at the end", "Hello \n", "KW", "Hello ^KW"],
    ["W28 is not doubled where it was typed by hand", "Hello ^KW", "KW", "Hello ^KW"],
    ["W28 may be kept with its caret in the profile", "Hello", "^KW", "Hello ^KW"],
    ["W28 is nothing without one", "Hello", null, "Hello"],
    ["W28 is nothing when it is blank", "Hello", "  ", "Hello"],
    ["W28 signs no empty text", "", "KW", ""],
  ])("%s", (_, text, code, sent) => {
    expect(withShortCode(text, code)).toBe(sent);
  });

  it("W28 comes off again, and nothing else does", () => {
    expect(withoutMark("Hello ^KW", " ^KW")).toBe("Hello");
    expect(withoutMark("Hello ^KW", null)).toBe("Hello ^KW");
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 10 }), (text, code) => {
        const own = text.trimEnd();
        const sent = withShortCode(own, code);
        expect(withoutMark(sent, sent === own ? null : shortCodeMark(code))).toBe(own);
      }),
    );
  });
});
