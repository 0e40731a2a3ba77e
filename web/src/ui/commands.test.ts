import { expect, it } from "vitest";
import { type Command, keysOf, makeRegistry } from "./commands.tsx";

function command(id: string, more: Partial<Command> = {}): Command {
  return { id, label: id, group: "Actions", ...more };
}

it("W98 a command is listed while its component is on the page", () => {
  const registry = makeRegistry();
  registry.put("a", command("resolve"));
  expect(registry.list().map((one) => one.id)).toEqual(["resolve"]);
  registry.remove("a");
  expect(registry.list()).toEqual([]);
});

it("W98 a command that cannot be used now is not listed", () => {
  const registry = makeRegistry();
  registry.put("a", command("reply", { when: false }));
  expect(registry.list()).toEqual([]);
  registry.put("a", command("reply", { when: true }));
  expect(registry.list()).toHaveLength(1);
});

it("W98 lists are told of what people see, not of every new closure", () => {
  const registry = makeRegistry();
  let told = 0;
  registry.subscribe(() => {
    told += 1;
  });
  const ran: string[] = [];
  registry.put("a", command("reply", { run: () => ran.push("old") }));
  registry.put("a", command("reply", { run: () => ran.push("new") }));
  expect(told).toBe(1);
  registry.list()[0]?.run?.();
  expect(ran).toEqual(["new"]);
  registry.put("a", command("reply", { label: "Répondre" }));
  expect(told).toBe(2);
});

it("W98 keys are one, several or none", () => {
  expect(keysOf(command("a"))).toEqual([]);
  expect(keysOf(command("a", { keys: "e" }))).toEqual(["e"]);
  expect(keysOf(command("a", { keys: ["j", "down"] }))).toEqual(["j", "down"]);
});
