import { describe, expect, it } from "vitest";
import { putText, slashAt } from "./slash.ts";

describe("the slash in the reply box", () => {
  it.each([
    ["/", 0, ""],
    ["/refund", 0, "refund"],
    ["Hello /refund pol", 6, "refund pol"],
    ["one\n/two", 4, "two"],
  ])("W133 %j begins a search at %d", (text, from, query) => {
    expect(slashAt(text, text.length)).toEqual({ from, query });
  });

  it.each(["and/or", "24/12", "https://a.example/b", "/usr/bin", "a / b", "/x\ny", `/${"x".repeat(60)}`, ""])(
    "W133 %j begins none",
    (text) => {
      expect(slashAt(text, text.length)).toBeUndefined();
    },
  );

  it("W133 only what stands before the caret counts", () => {
    expect(slashAt("/refund please", 4)).toEqual({ from: 0, query: "ref" });
  });

  it("W133 what was found takes the place of what was typed", () => {
    const put = putText("Hi /ref bye", { from: 3, typed: "/ref" }, 7, "The refund.");
    expect(put).toEqual({ text: "Hi The refund. bye", from: 3, to: 14 });
  });

  it("W133 it goes to the caret when that was changed meanwhile, and takes nothing away", () => {
    const put = putText("Hi /rex bye", { from: 3, typed: "/ref" }, 11, "X");
    expect(put).toEqual({ text: "Hi /rex byeX", from: 11, to: 12 });
    expect(putText("ab", { from: 0, typed: "" }, 1, "X").text).toBe("aXb");
  });
});
