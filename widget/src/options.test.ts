import { describe, expect, it } from "vitest";
import { fromScript, readOptions } from "./options.ts";

const src = "https://care.example/widget.js?v=2";

describe("options", () => {
  it("W159 takes channel, host, language and texts from the script tag", () => {
    const tag = fromScript({ src, dataset: { channel: "c1", textNewMessages: "News: {count}", textTitle: "Ask" } });
    expect(readOptions(tag, {}, ["fr-FR", "en"])).toEqual({
      channel: "c1",
      host: "https://care.example",
      locale: "fr",
      launcher: true,
      texts: { newMessages: "News: {count}", title: "Ask" },
    });
  });

  it("W159 what init says wins over the tag", () => {
    const tag = fromScript({
      src,
      dataset: { channel: "c1", locale: "fr", host: "https://other.example/", launcher: "off" },
    });
    expect(readOptions(tag, {}, [])).toMatchObject({ host: "https://other.example", locale: "fr", launcher: false });
    expect(readOptions(tag, { channel: "c2", locale: "en", launcher: true, texts: { title: "Hi" } }, [])).toMatchObject(
      {
        channel: "c2",
        locale: "en",
        launcher: true,
        texts: { title: "Hi" },
      },
    );
  });

  it("is nothing without a channel, or with a host that is no web address", () => {
    expect(readOptions(fromScript({ src, dataset: {} }), {}, [])).toBeUndefined();
    expect(readOptions({}, { channel: "c1", host: "javascript:alert(1)" }, [])).toBeUndefined();
  });
});
