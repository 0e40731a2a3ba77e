import { expect, it } from "vitest";
import { bindingsOf, type Command, makeRegistry } from "./commands.tsx";

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

it("W98 a key that two commands have is that of the one that does not yield, whichever came last", () => {
  const one = command("conversation.resolve");
  const many = command("bulk.resolve", { yields: true });
  for (const commands of [
    [one, many],
    [many, one],
  ]) {
    expect(bindingsOf(commands, () => ["e"]).at(-1)?.id).toBe("conversation.resolve");
  }
  expect(bindingsOf([many], () => ["e"])).toEqual([{ id: "bulk.resolve", keys: "e" }]);
});
