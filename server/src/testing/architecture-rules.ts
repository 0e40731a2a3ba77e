import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./source-files.ts";

/** One cycle, from and back to its first file; undefined when there is none. */
export function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Does the text write the status column of conversations, in SQL or by Kysely? */
export function writesStatus(text: string): boolean {
  if (/insert\s+into\s+conversations\b/i.test(text) || /insertInto\(\s*"conversations/.test(text)) return true;
  const sql = [
    ...text.matchAll(/update\s+conversations\b[\s\S]*?\bset\b([\s\S]*?)(?:\bwhere\b|\bfrom\b|\breturning\b|`|$)/gi),
  ];
  const built = [
    ...text.matchAll(/updateTable\(\s*"conversations[^)]*\)\s*\.set\(([\s\S]*?)\)\s*\.(?:where|execute|returning)/g),
  ];
  return (
    sql.some(([, set = ""]) => /\bstatus\s*=/.test(set)) || built.some(([, set = ""]) => /\bstatus\b\s*[:,}]/.test(set))
  );
}

const connecting = [
  /(?<![.\w"])fetch\(/,
  /globalThis\.fetch\b/,
  /(?:from |import\()"(?:undici|node:dgram|node:http2|axios|got)"/,
  /import \{[^}]*\b(?:connect|createConnection|request|get|Socket)\b[^}]*\} from "node:(?:net|tls|https?)"/,
  /\b(?:net|tls)\.(?:connect|createConnection)\(|\bhttps?\.(?:request|get)\(/,
  /new WebSocket\(/,
];

/** Mail libraries open their own sockets unless they are given one of ours. */
export function opensConnections(text: string): boolean {
  const library = /import (?!type)[^;]* from "(?:nodemailer|imapflow)"/.test(text);
  const ours = /\b(?:connectTcp|checkHost|getSocket)\b/.test(text);
  return connecting.some((pattern) => pattern.test(text)) || (library && !ours);
}

/** Paths in backticks; `<platform>`, `…` and `*` stand for anything. */
export function namedFiles(text: string): string[] {
  const named = text.matchAll(/`((?:server|contract|web|widget|demo|e2e|bench|bin|docs|simulator)\/[^`\s]+)`/g);
  return [...named].map(([, path = ""]) => path.replace(/:\d+$/, "").replace(/<[^>]+>|…|NNNN/g, "*"));
}

/** Relative links of a document, from the repository's folder on. */
export function linkedFiles(document: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map(([, link = ""]) =>
    join(dirname(document), decodeURI(link)),
  );
}

/** `path` may hold `*`. */
export function existsInRepository(path: string): boolean {
  return /[*{]/.test(path) ? globSync(path, { cwd: repository }).length > 0 : existsSync(join(repository, path));
}
