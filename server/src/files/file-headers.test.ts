import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseByteRange } from "./byte-range.ts";
import { contentDisposition, fileHeaders } from "./file-headers.ts";

const png = { mime: "image/png", inline: true };
const pdf = { mime: "application/pdf", inline: false };

test("S15 what cannot be shown safely is a download without a type", () => {
  expect(fileHeaders({ name: "a.pdf", type: pdf, size: 10 })).toMatchObject({
    "content-type": "application/octet-stream",
    "content-length": "10",
    "content-disposition": "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/default-src 'none'.*sandbox$/),
    "cache-control": "private, no-store",
    "cross-origin-resource-policy": "same-origin",
  });
});

test("S15 a picture is shown in its own type, or downloaded when asked", () => {
  const shown = fileHeaders({ name: "a.html", type: png, size: 10 });
  expect(shown).toMatchObject({
    "content-type": "image/png",
    "content-disposition": expect.stringMatching(/^inline;/),
  });
  const asked = fileHeaders({ name: "a.png", type: png, size: 10, download: true, embeddable: true });
  expect(asked["content-disposition"]).toMatch(/^attachment;/);
  expect(asked["cross-origin-resource-policy"]).toBe("cross-origin");
});

test("a part is sent with its place in the whole, an empty file as empty", () => {
  const part = fileHeaders({ name: "a", type: png, size: 10, range: { start: 2, end: 4 } });
  expect(part).toMatchObject({ "content-length": "3", "content-range": "bytes 2-4/10" });
  const empty = fileHeaders({ name: "a", type: pdf, size: 0 });
  expect(empty["content-length"]).toBe("0");
  expect("content-range" in empty).toBe(false);
});

test.each([
  ["Relevé été.pdf", "attachment; filename=\"Relev_ _t_.pdf\"; filename*=UTF-8''Relev%C3%A9%20%C3%A9t%C3%A9.pdf"],
  [
    'a"; filename="evil.exe',
    "attachment; filename=\"a__ filename__evil.exe\"; filename*=UTF-8''a_%3B%20filename%3D_evil.exe",
  ],
  ["it's (1)*.txt", "attachment; filename=\"it_s (1)_.txt\"; filename*=UTF-8''it%27s%20%281%29_.txt"],
  ["\uD800\r\n", "attachment; filename=\"_\"; filename*=UTF-8''%EF%BF%BD"],
])("S33 the name %j stays inside its quotes", (name, header) => {
  expect(contentDisposition("attachment", name)).toBe(header);
});

const server = createServer((request, response) => {
  const name = decodeURIComponent((request.url ?? "").slice(1));
  response.writeHead(200, fileHeaders({ name, type: pdf, size: 0 })).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("S33 no name adds a header to a real answer", async () => {
  const { port } = server.address() as AddressInfo;
  const ends = ["\r", "\n", "\r\n", "\0", "\u0085", "\u2028", "\u2029", "\u000B", '"', "\\", "é", "😀"];
  const counts = new Set<number>();
  for (const end of ends) {
    const answer = await fetch(`http://127.0.0.1:${port}/${encodeURIComponent(`a${end}x-evil: 1${end}`)}`);
    expect(answer.headers.has("x-evil")).toBe(false);
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.%!~-]*$/,
    );
    counts.add([...answer.headers].length);
  }
  expect(counts.size).toBe(1);
});

test.each([
  [undefined, undefined],
  ["", undefined],
  ["bytes=0-", { start: 0, end: 9 }],
  ["bytes=2-4", { start: 2, end: 4 }],
  ["bytes=2-400", { start: 2, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-300", { start: 0, end: 9 }],
  ["bytes=9-9", { start: 9, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=5-2", undefined],
  ["bytes=-", undefined],
  ["bytes=0-1,3-4", undefined],
  ["items=0-1", undefined],
  ["bytes=1e3-", undefined],
])("the range %j of ten bytes is %j", (header, range) => {
  expect(parseByteRange(header, 10)).toEqual(range);
});

test("no part of an empty file can be had", () => {
  expect(parseByteRange("bytes=0-", 0)).toBe("unsatisfiable");
});
