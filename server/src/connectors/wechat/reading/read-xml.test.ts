import { Parser } from "htmlparser2";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readXml } from "./read-xml.ts";

const read = (text: string) => readXml(Buffer.from(text));
const TOO_MUCH = { problem: "The body is not usable XML: it is too deep or too long." };
const NO_END = { problem: "The body is not usable XML: an element has no end." };

describe("what a stranger sends", () => {
  afterEach(() => vi.restoreAllMocks());
  const watch = () => ({
    elements: vi.spyOn(Parser.prototype, "onopentagname"),
    pieces: vi.spyOn(Parser.prototype, "write"),
    ends: vi.spyOn(Parser.prototype, "end"),
  });

  test("S29 many elements are refused before the parser sees one, however deep they lie", () => {
    const { pieces } = watch();
    expect(read(`<xml>${"<a>".repeat(20_000)}`)).toEqual(TOO_MUCH);
    expect(read(`<xml>${"<a></a>".repeat(20_000)}</xml>`)).toEqual(TOO_MUCH);
    expect(read(`<xml>${"</a>".repeat(20_000)}</xml>`)).toEqual(TOO_MUCH);
    expect(pieces).not.toHaveBeenCalled();
  });

  test.each([
    ["elements that a comment hides from the count", `<xml><!-- <![CDATA[ -->${"<a>".repeat(20_000)}`],
    ["a document type", `<!DOCTYPE x>${"<!-- <![CDATA[ -->"}<xml>${"<a>".repeat(20_000)}`],
    ["another root", `<html a="<![CDATA[">${"<a>".repeat(20_000)}`],
    ["an element without an end", `<xml><b></xml><!-- <![CDATA[ -->${"<a>".repeat(20_000)}`],
  ])("S29 nothing is read after the first refusal: %s", (_title, text) => {
    const { elements, pieces, ends } = watch();
    expect(read(text)).toEqual({ problem: expect.stringContaining("not usable XML") });
    expect(pieces).toHaveBeenCalledTimes(1);
    expect(elements.mock.calls.length).toBeLessThan(2000);
    expect(ends).not.toHaveBeenCalled();
  });

  test("as many elements as there may be are read, and any number of signs in what a person wrote", () => {
    const many = "<a></a>".repeat(1998);
    expect(read(`<xml>${many}<Content><![CDATA[${"<".repeat(50_000)}]]></Content></xml>`)).toEqual({
      fields: { a: "", Content: "<".repeat(50_000) },
    });
    expect(read(`<xml>${many}<a></a><Content></Content></xml>`)).toEqual(TOO_MUCH);
  });
});

describe("an element", () => {
  test("that ends where it begins is empty", () => {
    expect(read('<xml><A/><B /><C d="1"/><D><E/><F>1</F></D><G>2</G></xml>')).toEqual({
      fields: { A: "", B: "", C: "", D: { E: "", F: "1" }, G: "2" },
    });
    expect(read("<xml/>")).toEqual({ fields: {} });
  });

  test.each(["<xml><A></xml>", "<xml><A/>", "<xml><A/><B></xml>", "<xml><A", "<xml><A><B/></xml>", "<xml>"])(
    "that has no end is refused: %s",
    (text) => expect(read(text)).toEqual(NO_END),
  );

  test("is read as one, wherever the pieces are cut that it is read in", () => {
    for (let before = 4030; before <= 4100; before += 1) {
      const start = "x".repeat(before);
      expect(read(`<xml><A>${start}&amp;真<![CDATA[<b>&amp;]]></A><Event/><Key>&#x1F642;</Key></xml>`)).toEqual({
        fields: { A: `${start}&真<b>&amp;`, Event: "", Key: "🙂" },
      });
    }
  });
});
