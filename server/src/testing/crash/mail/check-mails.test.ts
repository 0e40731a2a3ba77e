import { expect, test } from "vitest";
import { buildHistory, buildMessage, type History } from "../check/build-history.test-kit.ts";
import { checkMails } from "./check-mails.ts";

/** The small history of the checker's own tests, its API channel a mailbox. */
function verdict(damage: (history: History) => void, files = true): string[] {
  const history = buildHistory();
  for (const channel of history.state.channels) if (channel.id === "api") channel.platform = "email";
  damage(history);
  const filing = new Set(files ? ["api"] : []);
  return checkMails(history.record, history.state, filing).map(({ invariant, detail }) => `${invariant}: ${detail}`);
}

function setUncertain({ record, state }: History): void {
  for (const message of state.messages) if (message.id === "m3") message.deliveryState = "uncertain";
  state.outbox.push({ messageId: "m3", state: "uncertain" });
  record.splice(0, record.length, ...record.filter((line) => line.type !== "told"));
}

test("mails stored under their Message-ID and a hash are those that were written", () => {
  const keyed = ({ state }: History): void => {
    for (const message of state.messages) if (message.kind === "inbound") message.externalId += "#0123456789abcdef";
  };
  expect(verdict(keyed)).toEqual([]);
});

test("I2 the same mail stored under two hashes is doubled", () => {
  const again = ({ state }: History): void =>
    void state.messages.push(buildMessage({ id: "m9", seq: 6, kind: "inbound", externalId: "e1#ffff", text: "one" }));
  expect(verdict(again)).toContainEqual(expect.stringContaining("doubled"));
});

test("I6 a mail that the contact has twice is doubled", () => {
  const twice = ({ record }: History): void => {
    record.push(...record.filter((line) => line.type === "delivered").slice(0, 1));
  };
  expect(verdict(twice)).toContainEqual(expect.stringContaining("doubled"));
});

test("I6 a mail that arrived may stay uncertain where nobody can be asked, and not where it lies in the Sent folder", () => {
  expect(verdict(setUncertain, false)).toEqual([]);
  expect(verdict(setUncertain)).toEqual([expect.stringContaining("m3 lies in the Sent folder")]);
});
