import { expect, test } from "vitest";
import { tellViolations } from "../scenario.ts";
import { INBOUND_PLACES, OUTBOUND_PLACES } from "./mail-places.ts";
import { runMailDrill } from "./run-mail-drill.ts";

test("I1 I2 I6 F-24 F-25 a process that dies where a mail is on its way in or out loses none and doubles none", async () => {
  const verdict = await runMailDrill(1);
  expect(verdict.violations, tellViolations(verdict)).toEqual([]);
  // At each place once for the provider that files what is sent, and once for the one that does not.
  expect(verdict.kills).toEqual([...INBOUND_PLACES, ...OUTBOUND_PLACES].map((name) => ({ name, kills: 2 })));
  expect(verdict.unexpectedExits).toBe(0);
}, 600_000);
