import { existsSync } from "node:fs";
import { join } from "node:path";
import { channelCreated } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { call, contactWrites, type House, openHouse } from "../replays/house.ts";
import { isTesting, readSourceFiles } from "../source-files.ts";
import { DANGERS, findDangers, findJoinedSql } from "./dangers.ts";

const files = [...readSourceFiles().values()].filter(({ path }) => !isTesting(path) && !/vite\.config/.test(path));

describe("S40 nothing from outside is ever run", () => {
  it("P30 P48 P53 P56 P46 P72 no file of the product can run text, open a shell or bring objects back to life", () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap(({ path, text }) => findDangers(path, text))).toEqual([]);
  });

  it("what is argued for is still there", () => {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    for (const { name, pattern, allowed } of DANGERS)
      for (const place of Object.keys(allowed).filter((path) => !path.endsWith("/")))
        expect(pattern.test(texts.get(place) ?? ""), `${place} may have ${name}, and has it no more`).toBe(true);
  });

  test.each([
    ["eval", "const x = eval(text);"],
    ["a function made from text", 'const f = new Function("a", text);'],
    ["a function made from text", 'x.constructor.constructor("return this")();'],
    ["a timer with text", 'setTimeout("alert(1)", 5);'],
    ["vm", 'import { runInNewContext } from "node:vm";'],
    ["native deserialisation", 'import { deserialize } from "node:v8";'],
    ["a shell", 'import { exec } from "node:child_process";'],
    ["a shell", "spawn(program, [], { shell: true });"],
    ["another process", 'import { spawn } from "node:child_process";'],
    ["a module by a name that is made", "await import(request.body.name);"],
    ["unpacking an archive", 'import { extract } from "tar-stream";'],
    ["markup from text", "element.innerHTML = text;"],
    ["markup from text", "<div dangerouslySetInnerHTML={{ __html: text }} />"],
  ])("the look-out sees %s in %s", (name, bad) => {
    expect(findDangers("server/src/conversations/bad.ts", bad)).toContain(`server/src/conversations/bad.ts: ${name}`);
    expect(findDangers("server/src/conversations/bad.ts", `// ${bad}\n`)).toEqual([]);
  });
});

describe("S40 what looks like a command", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => await house?.app.stop());

  it("P48 P53 P56 stays the text it is, in every name and every body", async () => {
    const { app, own, outsider } = house;
    const mark = join(app.app.parts.config.dataDir, "ran");
    const commands = [
      ...[
        `\`touch ${mark}\``,
        `$(touch ${mark})`,
        `; touch ${mark} #`,
        `| touch ${mark}`,
        `&& touch ${mark}`,
        `\ntouch ${mark}\n`,
      ],
      `_$$ND_FUNC$$_function(){require('fs').writeFileSync('${mark}','')}()`,
      `O:8:"Evil":1:{s:4:"file";s:${mark.length}:"${mark}";}`,
      `{{constructor.constructor("return process")().mainModule.require("fs").writeFileSync("${mark}","")}}`,
      `<%= require('fs').writeFileSync('${mark}','') %>`,
      `\${require('fs').writeFileSync('${mark}','')}`,
      `rO0ABXNyABFqYXZhLnV0aWwuSGFzaFNldA==`,
    ];
    for (const text of commands) {
      const path = `/api/v1/files?name=${encodeURIComponent(text)}`;
      const file = await app.call("POST", path, {
        as: outsider,
        raw: text,
        headers: { "content-type": "application/octet-stream" },
      });
      expect(file.status).toBe(201);
      const attachmentIds = [(file.body as { id: string }).id];
      const body = { id: uuidV7(), kind: "comment", text, attachmentIds };
      const sent = await call(house, outsider, "POST", `/conversations/${own.conversation}/messages`, body);
      expect(sent.body).toMatchObject({ message: { text: text.trim() } });
      await contactWrites(app, own, {
        id: text,
        text,
        contact: { id: text, name: text, attributes: { [text]: text } },
      });
      const channel = await call(house, app.admin, "POST", "/channels", { platform: "api", name: text, settings: {} });
      const { id } = channelCreated.parse(channel.body).channel;
      expect((await call(house, app.admin, "POST", `/channels/${id}/test`)).status).toBe(200);
      await call(house, app.admin, "POST", "/teams", { name: text.slice(0, 100) });
      await call(house, outsider, "PATCH", "/me", { preferences: { text }, firstName: text.slice(0, 100) });
      for (const cookie of [`guichet=${encodeURIComponent(text)}`, `guichet=j:${JSON.stringify({ text })}`])
        expect((await app.call("GET", "/api/v1/session", { headers: { cookie } })).status).toBe(401);
    }
    expect(existsSync(mark)).toBe(false);
  });
});

const NAMED = "names of a backup's list, which takes letters, digits and underscores alone";
const NUMBERED = "the number of a parameter";
const OTHERS = "a constant of another file, or of this one";
const ORDERED = "one of three orders, see queue-order.ts";

describe("S26 no value becomes a part of a statement", () => {
  /** Pieces that are no values, and why. */
  const KNOWN: Readonly<Record<string, string>> = {
    "server/src/db/embedded/start-embedded-postgres.ts: database": "the name of our own database",
    "server/src/db/backup/restore-backup.ts: tables": NAMED,
    "server/src/db/backup/restore-backup.ts: name": NAMED,
    "server/src/db/backup/restore-backup.ts: list": NAMED,
    "server/src/db/backup/restore-backup.ts: how": "one of two words, enable or disable",
    "server/src/db/backup/write-backup.ts: columns": "names from the catalogue",
    "server/src/db/backup/write-backup.ts: table.name": "names from the catalogue",
    "server/src/conversations/receipts/receipts.sql.ts: SHOW_STATES": OTHERS,
    "server/src/conversations/receipts/receipts.sql.ts: ANNOUNCE": OTHERS,
    "server/src/conversations/sending/sent.sql.ts: TARGET_COLUMNS": OTHERS,
    "server/src/conversations/sending/sent.sql.ts: TARGET_TABLES": OTHERS,
    "server/src/conversations/sending/sent.sql.ts: SHOW_STATES": OTHERS,
    "server/src/conversations/sending/sent.sql.ts: ANNOUNCE": OTHERS,
    'server/src/conversations/sending/sent.sql.ts: wait ? "" : "skip locked"': "one of two words",
    "server/src/conversations/outbox.sql.ts: fenced": "one of two conditions that are written there",
    "server/src/conversations/change-status.ts: parameter": NUMBERED,
    'server/src/conversations/intake.sql.ts: insertOpenedConversations("$3")': NUMBERED,
    'server/src/conversations/intake.sql.ts: updateReceivingConversations("$4")': NUMBERED,
    'server/src/connectors/join-answered.sql.ts: wasSentAs("m", "$4")': OTHERS,
    'server/src/connectors/own-echoes.sql.ts: wasSentAs("m", "$4")': OTHERS,
    "server/src/connectors/place-echoes.sql.ts: ANSWERS_THERE": OTHERS,
    'server/src/connectors/place-echoes.sql.ts: wasSentAs("m", "$8")': OTHERS,
    'server/src/connectors/place-echoes.sql.ts: wasSentAs("p", "$4")': OTHERS,
    'server/src/conversations/conversations.sql.ts: seenText("c", "$1", "$3")': OTHERS,
    'server/src/conversations/queue-page.sql.ts: value(walk.walked, "uuid[]")': NUMBERED,
    'server/src/conversations/queue-page.sql.ts: value(walked, "uuid[]")': NUMBERED,
    "server/src/conversations/queue-page.sql.ts: placeColumns(query.order, LABEL)": OTHERS,
    "server/src/conversations/queue-page.sql.ts: whole": "a source that is written there",
    "server/src/conversations/queue-page.sql.ts: last": "an end that is written there",
    "server/src/conversations/queue-page.sql.ts: apart": "a condition that is written there",
    "server/src/conversations/queue-page.sql.ts: few": "one of two sources that are written in queue-few.sql.ts",
    "server/src/conversations/queue-page.sql.ts: filtersOf(query, value)": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: placeFilter(query, undefined, value)": NUMBERED,
    "server/src/conversations/queue-few.sql.ts: me": NUMBERED,
    "server/src/conversations/queue-few.sql.ts: since": NUMBERED,
    "server/src/conversations/apply-news.ts: TOLD_BEFORE_ITS_END": OTHERS,
    "server/src/conversations/receipts/receipts.sql.ts: TOLD_BEFORE_ITS_END": OTHERS,
    "server/src/conversations/sending/sent.sql.ts: TOLD_BEFORE_ITS_END": OTHERS,
    'server/src/conversations/early-profiles/early-profiles.sql.ts: lockOf("$1", "$2::text")': NUMBERED,
    'server/src/conversations/intake.sql.ts: holdNewPerson("w.channel_id", "w.party")': "columns of that statement",
    "server/src/conversations/intake.sql.ts: TAKE_EARLY_PROFILES": OTHERS,
    "server/src/conversations/queue-page.sql.ts: statusOf(query, value)": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: afterFilter(query, LABEL, value)": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: afterFilter(query, undefined, value)": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: placeFilter(query, LABEL, value)": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: last(orderOf(query.order, LABEL))": ORDERED,
    "server/src/conversations/queue-page.sql.ts: last(orderOf(query.order), people === undefined ? share : String(LOOKED_AT - 1))":
      ORDERED,
    "server/src/conversations/queue-page.sql.ts: orderOf(query.order)": ORDERED,
    "server/src/conversations/queue-page.sql.ts: orderOf(query.order, LABEL)": ORDERED,
    'server/src/conversations/queue-page.sql.ts: orderOf(query.order, { of: "x", id: "id"': ORDERED,
    "server/src/conversations/queue-page.sql.ts: which": "one of three sources that are written there",
    "server/src/conversations/queue-page.sql.ts: bears": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: fits": NUMBERED,
    "server/src/conversations/queue-page.sql.ts: order": ORDERED,
    'server/src/conversations/thread.sql.ts: seenText("conversations", "$1", "$5")': OTHERS,
    'server/src/metrics/insights.sql.ts: seenText("c", "$1", "$3")': OTHERS,
    'server/src/notifications/mailing/notification-mails.sql.ts: seenText("c", "$1", "u.id")': OTHERS,
    "server/src/notifications/mailing/queue-mails.sql.ts: waiting": "one of two counts that are written there",
    "server/src/notifications/mailing/queue-mails.sql.ts: mine": "one of two conditions that are written there",
    "server/src/notifications/mailing/queue-mails.sql.ts: SEEN": OTHERS,
    'server/src/notifications/notifications.sql.ts: maySee("$7")': OTHERS,
    "server/src/notifications/notifications.sql.ts: MAY_SEE": OTHERS,
    "server/src/conversations/queue-page.sql.ts: own": "one of two sources that are written there",
    "server/src/conversations/count-matching.sql.ts: fitsOf(full, walk, value)": NUMBERED,
    'server/src/conversations/count-matching.sql.ts: value(query.channels, "uuid[]")': NUMBERED,
    'server/src/conversations/count-matching.sql.ts: value(query.status, "text")': NUMBERED,
    'server/src/conversations/count-matching.sql.ts: value(walked, "uuid[]")': NUMBERED,
    "server/src/conversations/count-matching.sql.ts: looked": NUMBERED,
    "server/src/conversations/count-matching.sql.ts: walk === undefined ? ofQueue(full, looked, value) : ofLabels(full, walk, looked, value)":
      "one of two sources that are written there",
    'server/src/conversations/queue-by-label.sql.ts: borne("$4")': NUMBERED,
    'server/src/conversations/queue-by-label.sql.ts: borne("$5")': NUMBERED,
    "server/src/conversations/conversations.sql.ts: ROLE_OF_USER_IN_CHANNEL": "a constant of another file",
    "server/src/notifications/mailing/notification-mails.sql.ts: ROLE_OF_USER_IN_CHANNEL": "a constant of another file",
    'server/src/conversations/past/past.sql.ts: seenText("c", "$1", "$3")': OTHERS,
    "server/src/conversations/past/past.sql.ts: ROLE_OF_USER_IN_CHANNEL": "a constant of another file",
    "server/src/main.ts: link": "no SQL: what is printed at the first start",
  };

  it("P132 statements take values as parameters; pieces of text come from constants of ours alone", () => {
    const joined = files
      .filter(({ path }) => path.startsWith("server/src/"))
      .flatMap(({ path, text }) =>
        findJoinedSql(path, text)
          .filter((line) => !isConstant(text, line.slice(path.length + 2)))
          .filter((line) => !(line in KNOWN)),
      );
    expect([...new Set(joined)]).toEqual([]);
    const raw = files.filter(({ path, text }) => path.startsWith("server/src/") && /\bsql\.raw\b|\.raw\(/.test(text));
    // The one door for constant texts; what comes through it is judged below.
    expect(raw.map(({ path }) => path)).toEqual(["server/src/db/read-rows.ts"]);
  });

  it("P132 what is read by a constant text is read by a constant", () => {
    const texts = files.flatMap(({ path, text }) =>
      [...text.matchAll(/\breadRows(?:<(?:[^<>]|<[^<>]*>)*>)?\(\s*[\w.]+,\s*([^,]+),/g)].map(
        ([, given = ""]) => `${path}: ${given.trim()}`,
      ),
    );
    expect(texts.length).toBeGreaterThan(8);
    expect(texts.filter((line) => !/^[^:]+: [A-Z][A-Z_]*$/.test(line))).toEqual([
      // One of two constants, and the queue's page, its horizon and its counts, whose pieces are named above.
      "server/src/conversations/conversations.sql.ts: lock ? LOCKED_CONVERSATION_FOR : CONVERSATION_FOR",
      "server/src/conversations/count-matching.sql.ts: text",
      "server/src/conversations/read-queue.sql.ts: text",
      "server/src/conversations/read-queue.sql.ts: text",
      // A port for code that runs on either kind of connection.
      "server/src/db/ask.ts: text",
    ]);
  });

  it("P132 migrations are plain SQL that nothing is put into", () => {
    const migrate = files.find(({ path }) => path === "server/src/db/migrate.ts")?.text ?? "";
    expect(migrate).toMatch(/readFile/);
    expect(migrate).not.toMatch(/replace(All)?\(|\$\{[^}]*\}[^`]*`\s*,?\s*\)\s*;?\s*\/\/ sql/);
    expect(
      findJoinedSql("server/src/db/migrate.ts", migrate).filter(
        (line) => !isConstant(migrate, line.split(": ")[1] ?? ""),
      ),
    ).toEqual([]);
  });

  it("the look-out sees a value in a statement, and lets tagged ones pass", () => {
    expect(findJoinedSql("a", statement("client.query("))).toEqual(["a: name"]);
    expect(findJoinedSql("a", statement("sql"))).toEqual([]);
    expect(findJoinedSql("a", statement("sql<Row>"))).toEqual([]);
  });
});

const statement = (tag: string) => `${tag}\`select * from users where name = \${name}\``;

/** A name in capitals that the same file sets once, by a text without values. */
function isConstant(text: string, piece: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(piece) && new RegExp(`const ${piece}\\b[^=]*=\\s*["'\`\\d]`).test(text);
}

describe("S30 S18 secrets are compared in constant time", () => {
  it("P16 wherever a proof is judged, it is by a comparison whose time tells nothing", () => {
    const judges: Record<string, RegExp> = {
      "server/src/lib/token.ts": /timingSafeEqual\(/,
      "server/src/connectors/api/verify.ts": /sameBytes\(/,
      "server/src/connectors/messenger/visitor/verify-identity.ts": /jwtVerify\(/,
      "server/src/connectors/email/threading/keyed-marks.ts": /sameBytes\(/,
      "server/src/files/file-link.ts": /sameBytes\(/,
      "server/src/health/health.routes.ts": /sameBytes\(/,
    };
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    for (const [path, pattern] of Object.entries(judges)) expect(texts.get(path), path).toMatch(pattern);
    const named =
      /\b\w*(?:signature|hmac|digest|token|secret|hash|mac)\w*(?:\([^)]*\))?\s*[!=]==?\s*(?!undefined|null|"|'|`|\d)[\w.]+/i;
    const server = files.filter(({ path }) =>
      /^server\/src\/(auth|connectors|files|health|http|users|lib)\//.test(path),
    );
    const wrong = server.flatMap(({ path, text }) => {
      const found = named.exec(text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, ""))?.[0];
      return found === undefined ? [] : [`${path}: ${found}`];
    });
    expect(wrong.filter((line) => !LOOKED_UP.some((known) => line.startsWith(known)))).toEqual([]);
    expect(named.test("if (signature === expected) return true;")).toBe(true);
  });
});

/** Comparisons of things with such names that are no secrets. */
const LOOKED_UP: readonly string[] = [];
