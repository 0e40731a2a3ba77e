import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimPhoto } from "../../contacts/index.ts";
import { buildJpeg, buildPng } from "../../files/images.test-kit.ts";
import { type LocalServer, startCanary } from "../../outbound/local-server.test-kit.ts";
import { fetchPhoto } from "./fetch-photo.ts";
import { openPhotoWorld, type PhotoWorld } from "./photos.test-kit.ts";

let place: PhotoWorld;
let canary: LocalServer;
let from = "";
let count = 0;
beforeAll(async () => {
  [place, canary] = await Promise.all([openPhotoWorld(), startCanary()]);
});
afterAll(async () => {
  await place?.close();
  await canary?.stop();
});
beforeEach(() => {
  count += 1;
  from = `somebody ${count}`;
});

const serves = (bytes: Buffer, type = "image/png") =>
  place.serve((_request, response) => void response.writeHead(200, { "content-type": type }).end(bytes));

async function told(change = "photo"): Promise<number> {
  const { id } = await place.contact(from);
  const found = await sql`
    select 1 from event_inbox where type = 'contact.changed' and data ->> 'contactId' = ${id} and data ->> 'change' = ${change}
    union all select 1 from event_log where type = 'contact.changed' and data ->> 'contactId' = ${id} and data ->> 'change' = ${change}`.execute(
    place.world.database.system,
  );
  return found.rows.length;
}

describe("a picture that a network tells of", () => {
  it("W110 is fetched apart from the message, kept once, and everybody is told", async () => {
    const asked: (string | undefined)[] = [];
    place.serve((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(200, { "content-type": "text/html" }).end(buildPng(64, 64));
    });
    await place.write(from, place.address("/face.png"));
    expect(await place.contact(from)).toMatchObject({ photo: null });
    await place.round();
    expect(await place.row(from)).toMatchObject({ type: "image/png", next_attempt_at: null, failure: null });
    expect((await place.contact(from)).photo).toMatch(/^[0-9a-f]{12}$/);
    expect(await told()).toBe(1);
    // The same again costs nothing.
    await place.write(from, place.address("/face.png"));
    await place.round();
    expect(asked).toEqual([undefined]);
  });

  it("W110 the same bytes at another address are no second copy; another picture takes the place of the former", async () => {
    serves(buildPng(64, 64));
    await place.write(from, place.address("/1.png"));
    await place.round();
    const [before, file] = [await place.contact(from), (await place.row(from))?.file];
    await place.later(from);
    await place.write(from, place.address("/2.png"));
    await place.round();
    expect(await place.row(from)).toMatchObject({ file, next_attempt_at: null });
    expect(await told()).toBe(1);
    serves(buildJpeg(80, 80));
    await place.later(from);
    await place.write(from, place.address("/3.jpg"));
    await place.round();
    const after = await place.row(from);
    expect(after).toMatchObject({ type: "image/jpeg" });
    expect((await place.contact(from)).photo).not.toBe(before.photo);
    expect(await told()).toBe(2);
    const stored = await place.stored();
    expect(stored).toContain(after?.file);
    expect(stored).not.toContain(file);
  });

  it("W110 who has none any more is shown without", async () => {
    serves(buildPng(66, 66));
    await place.write(from, place.address("/face.png"));
    await place.round();
    const file = (await place.row(from))?.file;
    await place.later(from);
    await place.write(from, null);
    await place.round();
    expect(await place.contact(from)).toMatchObject({ photo: null });
    expect(await place.stored()).not.toContain(file);
    expect(await told()).toBe(2);
  });

  it("W110 who never had one costs nothing", async () => {
    await place.write(from, null);
    expect(await place.row(from)).toBeUndefined();
  });

  it("I9 of one person pictures are fetched every ten minutes at most, whatever is told", async () => {
    serves(buildPng(67, 67));
    await place.write(from, place.address("/first.png"));
    await place.round();
    for (let n = 0; n < 5; n += 1) await place.write(from, place.address(`/${n}.png`));
    const due = (await place.row(from))?.next_attempt_at?.getTime() ?? 0;
    expect(due - Date.now()).toBeGreaterThan(9 * 60_000);
  });
});

describe("what is no picture, or does not come", () => {
  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
  it.each([
    ["a drawing that can run scripts", Buffer.from(svg), "image/svg+xml"],
    ["the same, called a PNG", Buffer.from(svg), "image/png"],
    ["a page, called a PNG", Buffer.from("<!doctype html><script>alert(1)</script>"), "image/png"],
    ["a PNG cut short", buildPng(64, 64).subarray(0, 12), "image/png"],
    ["a PNG that unpacks to gigabytes", buildPng(60_000, 60_000), "image/png"],
    ["more than two megabytes", Buffer.concat([buildPng(64, 64), Buffer.alloc(2 * 1024 * 1024)]), "image/png"],
    ["nothing", Buffer.alloc(0), "image/png"],
  ])("S16 %s is given up at once; the initials stay", async (_what, bytes, type) => {
    const before = await place.stored();
    serves(bytes, type);
    await place.write(from, place.address("/face.png"));
    await place.round();
    expect(await place.row(from)).toMatchObject({ file: null, next_attempt_at: null });
    expect((await place.row(from))?.failure).toBeTruthy();
    expect(await place.contact(from)).toMatchObject({ photo: null });
    expect(await place.stored()).toEqual(before);
  });

  it.each([
    ["a private address", () => `http://127.0.0.1:${canary.port}/face.png`],
    ["the machine's own metadata", () => "http://169.254.169.254/latest/meta-data"],
    ["a file", () => "file:///etc/passwd"],
    ["an address with a name and a password", () => `http://a:b@127.0.0.1:${place.server.port}/face.png`],
    ["no address", () => "face.png"],
  ])("S6 %s is not asked", async (_what, address) => {
    await place.write(from, address());
    await place.round();
    expect(await place.row(from)).toMatchObject({ file: null, next_attempt_at: null });
    expect(canary.connections()).toBe(0);
  });

  it("S6 nor is a private address that a public one leads on to", async () => {
    place.serve(
      (_request, response) =>
        void response.writeHead(302, { location: `http://127.0.0.1:${canary.port}/face.png` }).end(),
    );
    await place.write(from, place.address("/face.png"));
    await place.round();
    expect(await place.row(from)).toMatchObject({ file: null, next_attempt_at: null });
    expect(canary.connections()).toBe(0);
  });

  it.each([
    ["answers nothing", () => undefined],
    [
      "never comes to an end",
      (write: (bytes: Buffer) => void) => {
        write(buildPng(64, 64));
        const timer = setInterval(() => write(Buffer.from([0])), 20);
        setTimeout(() => clearInterval(timer), 3000);
      },
    ],
  ])("I8 a server that %s is left, and asked again later", async (_what, act) => {
    place.serve((_request, response) => {
      response.on("error", () => undefined);
      act((bytes) => {
        if (!response.destroyed) response.write(bytes);
      });
    });
    const begun = Date.now();
    await place.write(from, place.address("/face.png"));
    await place.round();
    expect(Date.now() - begun).toBeLessThan(5000);
    const row = await place.row(from);
    expect(row).toMatchObject({ file: null, attempts: 1 });
    expect(row?.next_attempt_at?.getTime()).toBeGreaterThan(Date.now() + 20_000);
  });

  it("I8 what passes is asked for eight times with growing pauses, then not before another one is told", async () => {
    let asked = 0;
    place.serve((_request, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    await place.write(from, place.address("/face.png"));
    for (let n = 0; n < 12; n += 1) {
      await place.round();
      await place.later(from);
    }
    expect(asked).toBe(8);
    expect(await place.row(from)).toMatchObject({ next_attempt_at: null, file: null });
    serves(buildPng(70, 70));
    await place.write(from, place.address("/other.png"));
    await place.round();
    expect((await place.contact(from)).photo).not.toBeNull();
  });

  it("I8 an address that has run out is given up, and the picture that is there stays", async () => {
    serves(buildPng(71, 71));
    await place.write(from, place.address("/face.png"));
    await place.round();
    const before = await place.contact(from);
    place.serve((_request, response) => void response.writeHead(403).end());
    await place.later(from);
    await place.write(from, place.address("/face.png?again"));
    await place.round();
    expect(await place.row(from)).toMatchObject({ next_attempt_at: null, failure: "invalid_content http_403" });
    expect(await place.contact(from)).toEqual(before);
  });
});

describe("while a picture is on its way", () => {
  it("W126 a contact who was deleted leaves no file", async () => {
    const before = await place.stored();
    const { system } = place.world.database;
    place.serve((_request, response) => {
      const gone = async () => {
        const theirs = sql`identity_id in (select id from identities where external_id = ${from})`;
        await sql`delete from messages where conversation_id in (select id from conversations where ${theirs})`.execute(
          system,
        );
        await sql`delete from conversations where ${theirs}`.execute(system);
        await sql`delete from identities where external_id = ${from}`.execute(system);
        response.writeHead(200).end(buildPng(64, 64));
      };
      void gone();
    });
    await place.write(from, place.address("/face.png"));
    await place.round({ patienceMs: 5000 });
    expect(await place.row(from)).toBeUndefined();
    expect(await place.stored()).toEqual(before);
  });

  it("I3 another one that is told meanwhile counts", async () => {
    place.serve((request, response) => {
      const answer = async () => {
        if (request.url === "/old.png") await place.write(from, place.address("/new.jpg"));
        response.writeHead(200).end(request.url === "/old.png" ? buildPng(64, 64) : buildJpeg(64, 64));
      };
      void answer();
    });
    await place.write(from, place.address("/old.png"));
    await place.round({ patienceMs: 5000 });
    expect(await place.row(from)).toMatchObject({ file: null });
    await place.later(from);
    await place.round();
    expect(await place.row(from)).toMatchObject({ type: "image/jpeg" });
  });

  it("I5 our own stop counts as nobody's failure", async () => {
    place.serve(() => undefined);
    await place.write(from, place.address("/face.png"));
    const job = await claimPhoto(place.world.database, []);
    if (job === undefined) throw new Error("Nothing is due.");
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 50);
    await fetchPhoto({ ...place.deps, patienceMs: 5000 }, job, stopping.signal);
    await wait(5);
    expect(await place.row(from)).toMatchObject({ attempts: 0, file: null });
    expect((await place.row(from))?.next_attempt_at?.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
