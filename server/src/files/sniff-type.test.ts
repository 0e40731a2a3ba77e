import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { sniffType } from "./sniff-type.ts";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

const png = bytes(
  [0x89],
  "PNG\r\n",
  [0x1a, 0x0a, 0, 0, 0, 13],
  "IHDR",
  [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0, 0, 0, 0],
);
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], "JFIF", [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const script = "<script>alert(1)</script>";

test.each([
  ["png", bytes(png.toString("latin1"), [0, 0, 0, 0], "IDAT"), "image/png"],
  ["jpeg", jpeg, "image/jpeg"],
  ["gif", bytes("GIF89a", [1, 0, 1, 0, 0, 0, 0]), "image/gif"],
  ["webp", bytes("RIFF", [36, 0, 0, 0], "WEBPVP8 ", Array(32).fill(0)), "image/webp"],
  ["mp4", bytes([0, 0, 0, 24], "ftypisom", [0, 0, 2, 0], "isommp42"), "video/mp4"],
  ["voice note of an iPhone", bytes([0, 0, 0, 24], "ftypM4A ", [0, 0, 2, 0], "M4A mp42"), "audio/mp4"],
  ["mp3 with a tag", bytes("ID3", [3, 0, 0, 0, 0, 0, 10], Array(10).fill(0), [0xff, 0xfb, 0x90, 0x64]), "audio/mpeg"],
  ["wav", bytes("RIFF", [36, 0, 0, 0], "WAVEfmt ", Array(24).fill(0)), "audio/wav"],
  ["voice note of Android", bytes("OggS", [0, 2], Array(22).fill(0), "OpusHead", Array(11).fill(1)), "audio/ogg"],
])("S16 a %s may be shown in place", async (_title, content, mime) => {
  expect(await sniffType(content)).toEqual({ mime, inline: true });
});

test.each([
  ["pdf", bytes("%PDF-1.7\n%"), "application/pdf"],
  ["zip", bytes("PK", [3, 4], Array(40).fill(0)), "application/zip"],
  ["gzip", gzipSync("x"), "application/gzip"],
  ["Windows program", bytes("MZ", Array(64).fill(0)), "application/x-msdownload"],
  ["text", bytes("hello"), "text/plain"],
  ["html", bytes(`<!doctype html><html>${script}`), "text/plain"],
  ["svg", bytes(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`), "text/plain"],
  [
    "svg with a declaration",
    bytes(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    "application/xml",
  ],
  ["text cut inside a character", Buffer.from("aé").subarray(0, 2), "text/plain"],
  ["nothing", bytes(), "application/octet-stream"],
  ["junk", bytes([1, 2, 3, 0, 250, 251, 252]), "application/octet-stream"],
  ["text with a NUL", bytes("a\0b"), "application/octet-stream"],
  ["bytes that are not UTF-8", bytes("a\xE9b"), "application/octet-stream"],
])("S16 a %s is a download", async (_title, content, mime) => {
  expect(await sniffType(content)).toEqual({ mime, inline: false });
});

test.each([
  ["a page that begins with the letters of a picture", bytes(`GIF${script}`), "image/gif"],
  ["a picture that is also a page", bytes("GIF89a", [1, 0, 1, 0, 0, 0, 0], `/*${script}*/`), "image/gif"],
  ["a photo with a page behind it", bytes(jpeg.toString("latin1"), script), "image/jpeg"],
])("S16 %s is only ever sent as the picture", async (_title, content, mime) => {
  expect((await sniffType(content)).mime).toBe(mime);
});

test("S16 cut and scrambled files never break the detector", async () => {
  for (let length = 0; length < png.length; length += 1) {
    const cut = png.subarray(0, length);
    const scrambled = Buffer.from(png).fill((length * 7) % 256, length);
    for (const content of [cut, scrambled]) expect(typeof (await sniffType(content)).mime).toBe("string");
  }
});
