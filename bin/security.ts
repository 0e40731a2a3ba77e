import { globSync } from "node:fs";
import { buildWhatChanged } from "./build.ts";
import { addCounts, journeys, runVitest } from "./run-vitest.ts";

/**
 * `npm run security`: every `*.security.test.ts`. Those of the browser draw the whole corpus of hostile texts in every place
 * of the product, where `npm test` draws a slice that holds every form of it.
 */
const apart = globSync("{contract,server,web,widget,demo}/**/*.security.test.ts", {
  exclude: (name) => name.endsWith("node_modules"),
});
const drills = globSync("e2e/**/*.security.test.ts");
await buildWhatChanged();
const counts = addCounts([
  await runVitest("security", apart),
  await runVitest("security-drills", [...journeys, ...drills], { SECURITY_DRILL: "whole" }),
]);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
