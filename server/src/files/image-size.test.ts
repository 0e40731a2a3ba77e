import fc from "fast-check";
import { expect, test } from "vitest";
import { readImageSize } from "./image-size.ts";
import { buildJpeg, buildPng, buildWebp } from "./images.test-kit.ts";

test.each([
  ["image/png", buildPng(640, 480), { width: 640, height: 480 }],
  ["image/png", buildPng(60_000, 60_000), { width: 60_000, height: 60_000 }],
  ["image/jpeg", buildJpeg(640, 480), { width: 640, height: 480 }],
  ["image/webp", buildWebp(640, 480), { width: 640, height: 480 }],
] as const)("%s tells its size", (mime, bytes, size) => {
  expect(readImageSize(bytes, mime)).toEqual(size);
});

test("W10 junk never breaks the reader", () => {
  const mime = fc.constantFrom("image/png", "image/jpeg", "image/webp", "text/html");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), mime, fc.boolean(), (junk, type, likeJpeg) => {
      const bytes = Buffer.from(likeJpeg ? [0xff, 0xd8, 0xff, ...junk] : junk);
      expect(() => readImageSize(bytes, type)).not.toThrow();
    }),
  );
});
