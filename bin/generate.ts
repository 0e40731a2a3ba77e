import { spawnSync } from "node:child_process";

/** What is made from the code and never written by hand: the API's description, the drawing of the status machine. */
const made = ["server/src/testing/openapi.test.ts", "server/src/conversations/draw-status-machine.test.ts"];
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...made], {
  stdio: "inherit",
  env: { ...process.env, UPDATE_DOCS: "1" },
});
process.exit(status ?? 1);
