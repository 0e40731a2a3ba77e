import { expect, it } from "vitest";
import { failpointNames } from "../../lib/failpoint.ts";
import { isTesting, readSourceFiles } from "../source-files.ts";
import { findFailpoints } from "./faults/failpoints-in-source.ts";
import { directedPlaces, MAIL_PLACES, OWN_TESTS } from "./faults/where-killed.ts";

/** Kept free for what is not written yet; whoever writes it strikes the name here. */
const NOT_YET = [
  "inbound.after_raw_insert",
  "outbound.after_bytes_sent",
  "webhook_out.after_claim",
  "webhook_out.after_answer",
  "token_refresh.after_answer",
  "migration.between_steps",
];

const files = [...readSourceFiles().values()];
const inProduct = findFailpoints();

it("I1 I4 every failpoint in the product is struck: by the load of the kill drill, by its mails, or by a test of its own", () => {
  const struck = [...directedPlaces(), ...MAIL_PLACES, ...OWN_TESTS];
  expect(struck.sort()).toEqual(inProduct.toSorted());
  expect(failpointNames.filter((name) => !inProduct.includes(name))).toEqual(NOT_YET);
});

it("I4 a failpoint that the kill drill leaves out has a test that installs it", () => {
  const installing = files.filter(
    ({ path, text }) => isTesting(path) && /\.test(-kit)?\.ts$/.test(path) && text.includes("installFailpoints("),
  );
  const untested = [...OWN_TESTS].filter((name) => !installing.some(({ text }) => text.includes(`"${name}"`)));
  expect(untested).toEqual([]);
});

it("every passing of a failpoint in the product names one, so that none can hide behind a variable", () => {
  const passings = files
    .filter(({ path }) => path.startsWith("server/src/") && !isTesting(path) && path !== "server/src/lib/failpoint.ts")
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\bfailpoint\((?!\s*\))([^)]*)\)/g)].map(([, name = ""]) => [path, name]),
    );
  expect(passings.length).toBeGreaterThan(40);
  expect(passings.filter(([, name = ""]) => !/^"[a-z_]+\.[a-z_]+"$/.test(name))).toEqual([]);
});
