import type { UserId } from "@guichet/contract";
import { expect, it } from "vitest";
import { type Candidate, inOrder } from "./candidates.ts";

const person = (name: string, presence: Candidate["presence"] = "available", everywhere = true): Candidate => ({
  ...{ id: name as UserId, name, presence, everywhere },
});

it("W70 oneself first, then who reaches all of it, then who is there, then by name", () => {
  const people = [
    person("Zoe"),
    person("Ana", "offline"),
    person("Bo", "available", false),
    person("Kai", "away"),
    person("Eve"),
    person("Me", "offline"),
  ];
  expect(inOrder(people, "Me").map((one) => one.name)).toEqual(["Me", "Eve", "Zoe", "Kai", "Ana", "Bo"]);
});
