import { MESSENGER_TEXTS } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { fillText, selectLocale, selectTexts } from "./texts.ts";

describe("texts", () => {
  it.each([
    [["fr-CA", "en"], "fr"],
    [["", null, "EN-us"], "en"],
    [["de", "it", "fr"], "fr"],
    [["de"], "en"],
    [[], "en"],
  ])("takes the first language of %j that it speaks", (candidates, locale) => {
    expect(selectLocale(candidates)).toBe(locale);
  });

  it("W159 says every text of the contract in English and in French", () => {
    for (const key of MESSENGER_TEXTS) {
      expect(selectTexts("en")[key]).toMatch(/\S/);
      expect(selectTexts("fr")[key]).toMatch(/\S/);
    }
    expect(Object.keys(selectTexts("fr")).sort()).toEqual(Object.keys(selectTexts("en")).sort());
  });

  it("W159 the page's text wins over the channel's, and the channel's over ours", () => {
    const texts = selectTexts("en", { title: "Channel", send: "Post", intro: " " }, { title: "Page", madeUp: "x" });
    expect(texts).toMatchObject({ title: "Page", send: "Post", intro: "Hello! How can we help you?" });
    expect(texts).not.toHaveProperty("madeUp");
  });

  it("S39 an override named like a prototype's member changes nothing", () => {
    const hostile: Record<string, unknown> = JSON.parse('{"__proto__":"x","constructor":"y","title":7}');
    const texts = selectTexts("en", hostile);
    expect(texts.title).toBe("Chat with us");
    expect(Object.getPrototypeOf(texts)).toBe(Object.prototype);
  });

  it("has the same places in both languages", () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    const [english, french] = [selectTexts("en"), selectTexts("fr")];
    for (const key of MESSENGER_TEXTS) expect(places(french[key])).toEqual(places(english[key]));
  });

  it("fills places, and leaves unknown ones", () => {
    expect(fillText("{name}: {count} {x}", { name: "A $& {count}", count: 2 })).toBe("A $& {count}: 2 {x}");
  });
});
