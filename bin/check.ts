import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** Who may import whom, and that what is drawn from the code in docs is what the code says. */
const tests = [
  "server/src/testing/architecture.test.ts",
  "server/src/testing/features.test.ts",
  "server/src/testing/openapi.test.ts",
  "server/src/conversations/draw-status-machine.test.ts",
];
// Vitest is content when one of several names is found.
for (const file of tests)
  if (!existsSync(file)) throw new Error(`There is no ${file}: name its successor in bin/check.ts.`);

/** What `npm run check` runs, all at the same time. Nobody needs to read the output of what is in order. */
const checks = {
  "format and lint": ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  types: ["node_modules/typescript/bin/tsc", "--noEmit"],
  "unused code": ["node_modules/knip/bin/knip.js", "--no-progress"],
  "boundaries and docs": ["node_modules/vitest/vitest.mjs", "run", ...tests],
};

const results = await Promise.all(Object.entries(checks).map(([name, args]) => run(name, args)));
process.exitCode = results.every(Boolean) ? 0 : 1;

async function run(name: string, args: string[]): Promise<boolean> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (code !== 0) console.log(Buffer.concat(output).toString());
  return code === 0;
}
