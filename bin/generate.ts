import { spawnSync } from "node:child_process";

/** What is made from the routes and never written by hand: the API's description, and the types of the web app's client. */
run("server/src/http/generate-openapi.ts");
run("web/node_modules/openapi-typescript/bin/cli.js", "docs/api/openapi.json", "--output", "web/src/api/schema.gen.ts");

function run(...args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
