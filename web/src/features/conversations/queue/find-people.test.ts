import { expect, it } from "vitest";
import { findPeople } from "./find-people.ts";

const people = ["Jonas Weber", "Anna Natale", "Nadia Benali", "Léa Girard", "Jean-Noël Roy"].map((name) => ({ name }));

it.each([
  ["", ["Jonas Weber", "Anna Natale", "Nadia Benali", "Léa Girard", "Jean-Noël Roy"]],
  ["na", ["Nadia Benali", "Anna Natale", "Jonas Weber"]],
  ["noel", ["Jean-Noël Roy"]],
  ["lea", ["Léa Girard"]],
  ["anna na", ["Anna Natale"]],
  ["zz", []],
])("W70 W99 %j means first who is called so", (typed, names) => {
  expect(findPeople(people, typed).map((one) => one.name)).toEqual(names);
});
