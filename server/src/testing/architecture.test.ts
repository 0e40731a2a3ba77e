import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  existsInRepository,
  findCycle,
  linkedFiles,
  namedFiles,
  opensConnections,
  writesStatus,
} from "./architecture-rules.ts";
import { findImports, isTesting, readArguedExceptions, readSourceFiles, repository } from "./source-files.ts";

const files = readSourceFiles();
const product = [...files.values()].filter((file) => !isTesting(file.path));
const server = product.filter((file) => file.path.startsWith("server/src/"));
const argued = readArguedExceptions();

/** From the machine up to the slices on the right. A slice may import what stands on a lower line, by its front door. */
const LAYERS = [
  ["lib"],
  ["db", "http", "jobs", "events", "files", "mail", "outbound"],
  ["organizations"],
  ["users"],
  ["auth"],
  ["channels"],
  ["contacts"],
  ["knowledge"],
  ["conversations"],
  ["metrics"],
  ["search"],
  [
    ...["connectors", "routing", "automations", "sla", "surveys", "virtual-agents", "crm", "monitoring"],
    ...["bulk", "notifications", "realtime", "reports", "exports", "webhooks-out", "health", "pages", "privacy"],
  ],
  ["rules-file", "proactive"],
  [
    ...["app.ts", "main.ts", "config.ts", "installation-key.ts", "parts.ts", "web.ts", "worker.ts", "example"],
    ...["intake-steps-of.ts", "join-messenger.ts", "join-networks.ts", "watch-health.ts"],
  ],
];
const MACHINE = LAYERS[1] ?? [];
const WIRING = LAYERS.at(-1) ?? [];

/** Nobody listens: these are for the audit trail, the live feed and the metrics that later issues compute from the log. */
const UNHEARD = [
  "automation.changed",
  "virtual_agent.changed",
  "conversation.prioritized",
  ...["tag.added", "tag.removed", "tag.changed"],
  "message.answered_in_private",
  ...["boomerang.set", "boomerang.cancelled", "schedule.changed"],
  "organization.changed",
  "queue_view.changed",
  "knowledge.changed",
  "knowledge.inserted",
  ...["contact.muted", "contact.opted", "contact.vip_marked", "post.muted", "contact.deleted", "conversation.deleted"],
  "contact_attribute.changed",
  "away_state.changed",
  "notifications.changed",
  "unread_mark.changed",
];

describe("import directions", () => {
  test("a slice imports only what stands to its left, and the machine knows nothing of customer care", () => {
    const wrong = imports().filter(({ from, to }) => {
      const [below, above] = [layerOf(to), layerOf(from)];
      if (from === to || below < above) return false;
      return ![MACHINE, WIRING].some((layer) => layer.includes(from) && layer.includes(to));
    });
    expect(refused("direction", wrong)).toEqual([]);
  });

  test("lib imports nothing of ours", () => {
    const wrong = imports().filter(({ from, to }) => from === "lib" && to !== "lib");
    const contract = server.filter((file) => file.path.startsWith("server/src/lib/") && importsOf(file, "@guichet"));
    expect([...lines(wrong), ...contract.map((file) => file.path)]).toEqual([]);
  });

  test("every folder and file of server/src has its place in the layers", () => {
    const unknown = new Set(server.map((file) => sliceOf(file.path)).filter((slice) => layerOf(slice) === -1));
    expect([...unknown]).toEqual([]);
  });

  test("another slice is imported by its front door alone", () => {
    const wrong = imports().filter(
      ({ from, to, target, path }) =>
        from !== to &&
        to !== "lib" &&
        !WIRING.includes(to) &&
        !path.endsWith(".command.ts") &&
        !/^server\/src\/[^/]+\/index\.ts$/.test(target),
    );
    expect(refused("front door", wrong)).toEqual([]);
  });

  test("only queries and db import Kysely", () => {
    const wrong = server.filter(
      (file) => importsOf(file, "kysely") && !file.path.endsWith(".sql.ts") && !file.path.startsWith("server/src/db/"),
    );
    expect(refusedFiles("kysely", wrong)).toEqual([]);
  });

  test("only routes and realtime import http", () => {
    const wrong = imports().filter(
      ({ from, to, path }) =>
        to === "http" && from !== "http" && from !== "realtime" && !path.endsWith(".routes.ts") && !isWiring(path),
    );
    expect(refused("http", wrong)).toEqual([]);
  });

  test("the contract depends on zod alone, the widget and the simulator on the contract alone, the demo on both", () => {
    const wrong = product.flatMap((file) =>
      file.imports
        .filter(({ specifier, target }) => {
          const [workspace = ""] = file.path.split("/");
          if (!["contract", "widget", "simulator", "demo"].includes(workspace) || /vite\.config\.ts$/.test(file.path))
            return false;
          if (workspace === "contract") return specifier !== "zod" && !target?.startsWith("contract/");
          const reached = workspace === "demo" ? ["contract", "simulator", "demo"] : ["contract", workspace];
          return target !== undefined && !reached.some((one) => target.startsWith(`${one}/`));
        })
        .map(({ specifier }) => `${file.path} → ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a feature of the web app imports no other feature, and ui no feature", () => {
    const wrong = product.flatMap((file) =>
      file.imports.flatMap(({ target = "" }) => {
        const from = /^web\/src\/(features\/[^/]+|ui)\//.exec(file.path)?.[1];
        const to = /^web\/src\/(features\/[^/]+|realtime|pages|app)\//.exec(target)?.[1];
        return from === undefined || to === undefined || from === to ? [] : [`${file.path} → ${target}`];
      }),
    );
    expect(wrong.filter((line) => !isArgued("feature", line))).toEqual([]);
  });

  test("no file imports itself in the end", () => {
    expect(findCycle(new Map(product.map((file) => [file.path, valueTargets(file)])))).toBeUndefined();
  });
});

describe("single places", () => {
  test("only change-status.ts writes the status column of conversations", () => {
    const writers = server.filter(
      (file) => file.path !== "server/src/conversations/change-status.ts" && writesStatus(file.text),
    );
    expect(writers.map((file) => file.path)).toEqual([]);
    expect(writesStatus(files.get("server/src/conversations/change-status.ts")?.text ?? "")).toBe(true);
  });

  test("every type of event is heard or listed as unheard", () => {
    const contract = files.get("contract/src/events.ts")?.text ?? "";
    const types = [...contract.matchAll(/type: "([a-z_]+\.[a-z_]+)"/g)].map(([, type = ""]) => type);
    const ears = server.filter((file) => file.path.endsWith(".listeners.ts")).map((file) => file.text);
    const hears = ears.flatMap((text) => [...text.matchAll(/hears:\s*\[([^\]]*)\]/g)].map(([, list = ""]) => list));
    const heard = new Set(hears.flatMap((list) => [...list.matchAll(/"([^"]+)"/g)].map(([, type = ""]) => type)));
    expect(types.length).toBeGreaterThan(10);
    expect([...new Set([...heard, ...UNHEARD])].sort()).toEqual([...new Set(types)].sort());
    expect(UNHEARD.filter((type) => heard.has(type))).toEqual([]);
  });

  test("nothing that main.ts reaches can install failpoints", () => {
    const reached = reachableFrom("server/src/main.ts");
    expect(reached).toContain("server/src/lib/failpoint.ts");
    const installers = reached.filter(
      (path) => path !== "server/src/lib/failpoint.ts" && files.get(path)?.text.includes("installFailpoints"),
    );
    expect(installers).toEqual([]);
  });

  test("only outbound opens connections to addresses that others chose", () => {
    const wrong = server.filter((file) => !file.path.startsWith("server/src/outbound/") && opensConnections(file.text));
    expect(refusedFiles("connection", wrong)).toEqual([]);
  });

  test("only config.ts reads the environment", () => {
    const wrong = server.filter((file) => file.path !== "server/src/config.ts" && /process\.env\b/.test(file.text));
    expect(refusedFiles("environment", wrong)).toEqual([]);
  });

  test("no default exports, and no file of more than 300 lines (a component: 250)", () => {
    const wrong = [...files.values()].filter(({ path, text, lines }) => {
      const config = /\.config\.ts$/.test(path);
      return (/^export default\b/m.test(text) && !config) || lines > (path.endsWith(".tsx") ? 250 : 300);
    });
    expect(refusedFiles("size", wrong)).toEqual([]);
  });
});

test("every file named in the docs exists", () => {
  const documents = globSync("{*.md,docs/**/*.md,{contract,server,web,widget,demo,e2e,bench}/**/README.md}", {
    cwd: repository,
  }).filter((path) => !path.includes("node_modules"));
  const missing = documents.flatMap((path) => {
    const text = readFileSync(join(repository, path), "utf8");
    return [...namedFiles(text), ...linkedFiles(path, text)]
      .filter((name) => !existsInRepository(name))
      .map((name) => `${path}: ${name}`);
  });
  expect(missing).toEqual([]);
});

test("every exception that a decision argues for is still needed", () => {
  const stale = argued.filter(({ path }) => ![...files.keys()].some((file) => covers(path, file)));
  expect(stale).toEqual([]);
});

test("the scanner sees imports of every form, and writers of the status in SQL and in Kysely", () => {
  const text = `import type { A } from "./a.ts";\nimport {\n  b,\n  type C,\n} from "../x/b.ts";\nexport * from "./c.ts";\nimport "./d.ts";\nconst e = await import("./e.ts");`;
  expect(findImports("server/src/y/z.ts", text).map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
    ["server/src/y/a.ts", true],
    ["server/src/x/b.ts", false],
    ["server/src/y/c.ts", false],
    ["server/src/y/d.ts", false],
    ["server/src/y/e.ts", false],
  ]);
  expect(writesStatus("update conversations c set queue_at = now(), status = 'new' where c.id = 1")).toBe(true);
  expect(writesStatus("update conversations set version = 1 where status = 'new'")).toBe(false);
  expect(writesStatus('db.updateTable("conversations").set({ assignee_id: null, status: "new" }).execute()')).toBe(
    true,
  );
  expect(writesStatus('db.updateTable("conversations").set({ version }).where("status", "=", "new")')).toBe(false);
  expect(writesStatus("insert into conversations (organization_id, id) select 1, 2")).toBe(true);
  expect(
    findCycle(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
  ).toEqual(["b", "c", "b"]);
});

type ServerImport = { path: string; from: string; to: string; target: string };

function imports(): ServerImport[] {
  return server.flatMap((file) =>
    file.imports.flatMap(({ target }) =>
      target?.startsWith("server/src/")
        ? [{ path: file.path, from: sliceOf(file.path), to: sliceOf(target), target }]
        : [],
    ),
  );
}

function sliceOf(path: string): string {
  return path.split("/")[2] ?? "";
}

function layerOf(slice: string): number {
  return LAYERS.findIndex((layer) => layer.includes(slice));
}

/** What joins everything: `app.ts` and what it was split into, the entry points, commands. */
function isWiring(path: string): boolean {
  return layerOf(sliceOf(path)) === LAYERS.length - 1 || path.endsWith(".command.ts");
}

function importsOf(file: (typeof server)[number], prefix: string): boolean {
  return file.imports.some(({ specifier }) => specifier === prefix || specifier.startsWith(`${prefix}/`));
}

function refused(rule: string, wrong: readonly ServerImport[]): string[] {
  return lines(wrong.filter(({ path }) => !isArgued(rule, path)));
}

function refusedFiles(rule: string, wrong: readonly { path: string }[]): string[] {
  return wrong.map(({ path }) => path).filter((path) => !isArgued(rule, path));
}

function lines(wrong: readonly ServerImport[]): string[] {
  return wrong.map(({ path, target }) => `${path} → ${target}`);
}

function isArgued(rule: string, path: string): boolean {
  return argued.some((exception) => exception.rule === rule && covers(exception.path, path.split(" ")[0] ?? ""));
}

function covers(exception: string, path: string): boolean {
  return exception.endsWith("/") ? path.startsWith(exception) : path === exception;
}

function valueTargets(file: (typeof server)[number]): string[] {
  return file.imports.flatMap(({ target, typeOnly }) => (target === undefined || typeOnly ? [] : [target]));
}

function reachableFrom(start: string): string[] {
  const reached = new Set([start]);
  for (const path of reached)
    for (const next of files.get(path)?.imports ?? []) if (next.target) reached.add(next.target);
  return [...reached];
}
