import { expect, it } from "vitest";
import { mergePost } from "./merge-post.ts";

const kept = { text: "Our lamps", url: "https://shop.example/1", dark: true, imageRef: "https://shop.example/1.png" };

it("W87 what is told anew of a post counts, what is not told again stays, and the same again is nothing new", () => {
  expect(mergePost(undefined, { text: "Our lamps", dark: false })).toEqual({
    ...{ text: "Our lamps", url: null, dark: false, imageRef: null },
  });
  expect(mergePost(kept, { text: "", dark: true })).toBeUndefined();
  expect(mergePost(kept, { text: "Our new lamps", dark: false })).toEqual({
    ...kept,
    text: "Our new lamps",
    dark: false,
  });
  expect(mergePost(kept, { text: "", dark: true, image: { kind: "image", ref: "other" } })?.imageRef).toBe("other");
});
