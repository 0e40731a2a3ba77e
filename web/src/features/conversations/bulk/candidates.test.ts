import type { UserId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { type Candidate, inAll, inOrder } from "./candidates.ts";

const person = (name: string, presence: Candidate["presence"] = "available"): Candidate => ({
  ...{ id: name as UserId, name, photo: null, presence, awayState: null, deactivated: false },
});
const names = (people: readonly Candidate[]) => people.map((one) => one.name);
const [bea, carl, dan] = [person("Bea"), person("Carl"), person("Dan")];

describe("to whom a selection may be given", () => {
  it("W49 W70 those who are in every channel's list, and nobody where there is no list", () => {
    expect(
      names(
        inAll([
          [bea, carl, dan],
          [carl, bea],
          [dan, carl],
        ]),
      ),
    ).toEqual(["Carl"]);
    expect(names(inAll([[bea, dan]]))).toEqual(["Bea", "Dan"]);
    expect(inAll([])).toEqual([]);
  });

  it("oneself first, then who is there, then by name", () => {
    const people = [
      person("Zoe"),
      person("Ana", "offline"),
      person("Kai", "away"),
      person("Eve"),
      person("Me", "offline"),
    ];
    expect(names(inOrder(people, "Me"))).toEqual(["Me", "Eve", "Zoe", "Kai", "Ana"]);
  });
});
