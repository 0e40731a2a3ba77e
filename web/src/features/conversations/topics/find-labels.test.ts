import { expect, it } from "vitest";
import { topicIdOf } from "../testing/build.ts";
import { findLabels } from "./find-labels.ts";

const label = (n: number, name: string, description = "", deleted = false) => ({
  id: topicIdOf(n),
  name,
  description,
  deleted,
});
const labels = [
  label(1, "Télé-assistance", "remote"),
  label(2, "Delivery", "where is it"),
  label(3, "Late delivery"),
  label(4, "Returns", "back by delivery"),
  label(5, "Delivered twice", "", true),
];
const names = (typed: string) => findLabels(labels, typed).map((item) => item.label);

it("W103 the picker finds by the beginning of the name first, then inside it, then in the description; never what is deleted", () => {
  expect(names("deliv")).toEqual(["Delivery", "Late delivery", "Returns"]);
  expect(names("TELE")).toEqual(["Télé-assistance"]);
  expect(names("")).toEqual(["Delivery", "Late delivery", "Returns", "Télé-assistance"]);
  expect(names("xyz")).toEqual([]);
});

it("W103 it marks what is on already, where it can also be taken off", () => {
  expect(findLabels(labels, "late", [topicIdOf(3)])).toEqual([
    { id: topicIdOf(3), label: "Late delivery", checked: true },
  ]);
  expect(findLabels(labels, "late")[0]).not.toHaveProperty("checked");
});
