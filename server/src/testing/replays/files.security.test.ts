import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { channelCreated, openSessionAnswer } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestPerson } from "../test-app.ts";
import { call, type House, openHouse } from "./house.ts";

let house: House;
let chat: string;
let visitor: string;
beforeAll(async () => {
  house = await openHouse();
  const made = await call(house, house.app.admin, "POST", "/channels", { platform: "messenger", name: "Chat" });
  chat = `/messenger/${channelCreated.parse(made.body).channel.id}`;
  const opened = await house.app.call("POST", `${chat}/sessions`, { body: {} });
  visitor = openSessionAnswer.parse(opened.body).token;
});
afterAll(async () => await house?.app.stop());

const octets = { "content-type": "application/octet-stream" };
const named = (name: string) => `?name=${encodeURIComponent(name)}`;
const byAgent = (name: string, raw: string | Buffer, as: TestPerson = house.outsider) =>
  house.app.call("POST", `/api/v1/files${named(name)}`, { as, raw, headers: octets });
const byVisitor = (name: string, raw: string | Buffer, token = visitor) =>
  house.app.call("POST", `${chat}/files${named(name)}`, {
    raw,
    headers: { ...octets, authorization: `Bearer ${token}` },
  });

async function storedFiles(): Promise<number> {
  let count = 0;
  for await (const _ of house.app.app.parts.files.list()) count += 1;
  return count;
}
const idOf = (answer: { body: unknown }) => (answer.body as { id: string }).id;
const read = (id: string, as: TestPerson = house.outsider) => house.app.call("GET", `/api/v1/files/${id}`, { as });

const ENDINGS = [
  ...["php", "phtml", "phar", "pht", "phps", "php5", "php8", "htaccess", "user.ini", "cgi", "jsp", "asp", "aspx"],
  ...["exe", "sh", "svg", "html", "xhtml", "js", "hta", "lnk", "url"],
];
/** What has been put around such names to get them past a check. */
const disguise = fc.record({
  before: fc.constantFrom(
    "",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u202e",
    "../",
    "..\\",
    "a.",
    "invoice.pdf.",
    " ",
  ),
  after: fc.constantFrom("", "\u200b", ".", ". .", " ", "\0", "\u3164", "\u2028", "\r\n"),
  upper: fc.boolean(),
});

describe("S16 uploads", () => {
  test.each(ENDINGS)(
    "P54 P57 P58 P59 a file that a server would run is refused or is a mere download: .%s",
    async (ending) => {
      await fc.assert(
        fc.asyncProperty(disguise, async ({ before, after, upper }) => {
          const plain = `${before}${ending.includes(".") ? "" : "shell."}${ending}${after}`;
          const name = upper ? plain.toUpperCase() : plain;
          const refused = await byVisitor(name, "<?php system($_GET[0]);");
          expect(refused.status, JSON.stringify(name)).toBe(422);
          const taken = await byAgent(name, "<?php system($_GET[0]);");
          expect(taken.status).toBe(201);
          const seen = await read(idOf(taken));
          expect(seen.headers.get("content-type")).toBe("application/octet-stream");
          expect(seen.headers.get("content-disposition")).toMatch(/^attachment;/);
        }),
        { numRuns: 8 },
      );
    },
  );

  it("P54 P57 nothing on the disk has a name or an ending of the uploader's", async () => {
    await byAgent("shell.phtml", "x");
    const root = join(house.app.app.parts.config.dataDir, "files");
    const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(names.length).toBeGreaterThan(3);
    for (const { name } of names) expect(name).toMatch(/^[\w-]+$/);
  });

  it("P2 P122 a drawing that can run something is never shown, as a file or as a picture of oneself", async () => {
    const script = "<script>alert(document.domain)</script>";
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;
    const drawings = [
      svg,
      `<?xml version="1.0"?>${svg}`,
      `<!-- x -->${svg}`,
      `\ufeff${svg}`,
      svg.toUpperCase(),
      Buffer.from(svg, "utf16le"),
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg.replace("</svg>", "<text>&x;</text></svg>")}`,
      `GIF89a${svg}`.replace("GIF89a", " "),
    ];
    for (const drawing of drawings)
      for (const name of ["a.svg", "a.png", "a", "a.svgz"]) {
        const seen = await read(idOf(await byAgent(name, drawing)));
        expect(seen.headers.get("content-type"), name).toBe("application/octet-stream");
        expect(seen.headers.get("content-disposition"), name).toMatch(/^attachment;/);
        expect(seen.headers.get("content-security-policy"), name).toMatch(/default-src 'none'.*sandbox/);
        expect(seen.headers.get("x-content-type-options")).toBe("nosniff");
        const photo = await house.app.call("PUT", "/api/v1/me/photo", {
          ...{ as: house.outsider, raw: drawing, headers: { "content-type": "image/svg+xml" } },
        });
        expect(photo.status, name).toBeGreaterThanOrEqual(400);
        expect((await byVisitor(name, drawing)).status, name).toBe(
          name.includes("svg") && name !== "a.svgz" ? 422 : 201,
        );
      }
    const png = Buffer.from(PNG, "base64");
    const shown = await read(idOf(await byAgent("a.png", png)));
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(shown.headers.get("content-disposition")).toMatch(/^inline;/);
  });

  it("P7 nobody uploads without a proof of who they are, into whatever organization", async () => {
    const before = await storedFiles();
    const elsewhere = uuidV7();
    for (const path of [
      `/api/v1/files${named("a")}`,
      `${chat}/files${named("a")}`,
      `/messenger/${elsewhere}/files?name=a`,
    ])
      for (const headers of [
        {} as Record<string, string>,
        { authorization: "Bearer x" },
        { authorization: `Bearer ${"A".repeat(43)}` },
        { cookie: "guichet=x" },
      ]) {
        const answer = await house.app.call("POST", path, { raw: "x", headers: { ...octets, ...headers } });
        expect([401, 404], path).toContain(answer.status);
      }
    for (const path of [
      "/rails/active_storage/direct_uploads",
      "/api/v1/upload",
      "/uploads",
      `/api/v1/accounts/1/upload`,
    ])
      expect((await house.app.call("POST", path, { raw: "x", headers: octets })).status, path).toBe(404);
    const other = await startOther();
    expect((await byVisitor("a.txt", "x", other)).status).toBe(401);
    expect(await storedFiles()).toBe(before);
    expect((await byVisitor("a.txt", "x")).status).toBe(201);
    expect(await storedFiles()).toBe(before + 1);
  });

  it("P33 a file that waits in somebody's composer is taken by nobody else", async () => {
    const waiting = idOf(await byAgent("waiting.txt", "WaitingContent", house.insider));
    const fromVisitor = idOf(await byVisitor("of-a-visitor.txt", "WaitingContent"));
    const path = `/conversations/${house.own.conversation}`;
    for (const id of [waiting, fromVisitor, uuidV7()]) {
      expect((await read(id)).status).toBe(404);
      const body = { id: uuidV7(), kind: "comment", text: "take", attachmentIds: [id] };
      expect((await call(house, house.outsider, "POST", `${path}/messages`, body)).status).toBe(422);
      const draft = { text: "take", kind: "reply", replyToId: null, attachmentIds: [id] };
      await call(house, house.outsider, "PUT", `${path}/draft`, draft);
      expect((await call(house, house.outsider, "GET", path)).body).toMatchObject({ draft: { attachments: [] } });
    }
    const own = { id: uuidV7(), kind: "comment", text: "mine", attachmentIds: [waiting] };
    expect((await call(house, house.insider, "POST", `${path}/messages`, own)).status).toBe(201);
  });
});

async function startOther(): Promise<string> {
  const made = await call(house, house.app.admin, "POST", "/channels", { platform: "messenger", name: "Other chat" });
  const { id } = channelCreated.parse(made.body).channel;
  const opened = await house.app.call("POST", `/messenger/${id}/sessions`, { body: {} });
  return openSessionAnswer.parse(opened.body).token;
}

describe("S15 links to files", () => {
  it("P101 without its token a link opens nothing, and says no more than one that never was", async () => {
    const links = [
      "",
      "?",
      "?link=",
      "?link=x",
      `?link=${"A".repeat(100)}`,
      `?link=${"x".repeat(600)}`,
      "?token=x",
      "?download",
    ];
    const answers = [];
    for (const id of [house.own.file, house.hidden.file, uuidV7()])
      for (const link of links) {
        const { status, body } = await house.app.call("GET", `/files/${id}${link}`);
        answers.push({ status, body });
      }
    for (const answer of answers) expect(answer).toEqual({ status: 404, body: { error: { code: "not_found" } } });
    expect((await house.app.call("GET", `/api/v1/files/${house.own.file}`)).status).toBe(401);
    expect((await read(house.own.file)).status).toBe(200);
  });
});

describe("S17 paths", () => {
  it("P84 P85 no address leads to a file that is not ours to give", async () => {
    const { dataDir } = house.app.app.parts.config;
    const key = readFileSync(join(dataDir, readdirSync(dataDir).find((name) => /key/.test(name)) ?? "")).toString(
      "latin1",
    );
    const ups = [
      "../",
      "..%2f",
      "%2e%2e/",
      "%2e%2e%2f",
      "..%5c",
      "..\\",
      "....//",
      "..;/",
      "..%252f",
      "%c0%ae%c0%ae/",
      ".%00./",
    ];
    const targets = ["etc/passwd", "package.json", "server/src/main.ts", "secret.key", ".env", "etc/passwd%00.png"];
    const places = [
      "/",
      "/assets/",
      "/api/v1/files/",
      "/files/",
      `${chat}/files/`,
      "/api/v1/logs/",
      "/widget.js/",
      "/logs?file=",
    ];
    for (const place of places)
      for (const up of ups)
        for (const target of targets)
          for (const times of [1, 4, 8]) {
            const { status, text } = await raw(`${place}${up.repeat(times)}${target}`);
            const label = `${place}${up.repeat(times)}${target} ${status}`;
            expect(text, label).not.toMatch(/root:x:0|"workspaces"|startApp\(/);
            expect(text.includes(key), label).toBe(false);
            expect(status, label).not.toBe(500);
          }
    expect((await read(house.own.file)).status).toBe(200);
  });
});

/** As it is written: what `fetch` does to an address first would spoil it. */
async function raw(path: string): Promise<{ status: number; text: string }> {
  const { port } = new URL(house.app.base);
  return await new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers: { cookie: house.outsider.cookie } }, (response) => {
      let text = "";
      response.setEncoding("latin1").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}

describe("S37 how many", () => {
  it("P86 uploads have a limit of their own, and the honest few pass", async () => {
    const app = await startTestApp({ RATE_SCALE: "0.1" });
    try {
      const channel = await app.apiChannel(app.organizationId);
      const person = await app.person(app.organizationId, "agent", { [channel]: "contributor" });
      const once = () => app.call("POST", "/api/v1/files?name=a.txt", { as: person, raw: "x", headers: octets });
      expect((await once()).status).toBe(201);
      const many = await Promise.all(Array.from({ length: 30 }, once));
      expect(many.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(6);
      const limited = many.filter(({ status }) => status === 429);
      expect(limited.length).toBeGreaterThanOrEqual(24);
      expect(limited[0]?.headers.get("retry-after")).toMatch(/^\d+$/);
    } finally {
      await app.stop();
    }
  });
});

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
