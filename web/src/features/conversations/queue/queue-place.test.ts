import { expect, it } from "vitest";
import { NO_FILTER, type QueueFilter } from "../picture/queue-filter.ts";
import { addPage, placeRow, type QueueList } from "../picture/queue-list.ts";
import { buildRow, userIdOf } from "../testing/build.ts";
import { queueOf, standsIn } from "./queue-place.ts";

const me = userIdOf(1);
const filter: QueueFilter = { ...NO_FILTER, status: "new", sort: "oldest" };

it("W42 one stands in a place while the filter is the place's alone", () => {
  expect(standsIn("mine", { ...filter, assignedTo: ["me"] })).toBe(true);
  expect(standsIn("mine", { ...filter, assignedTo: ["me", "unassigned"] })).toBe(false);
  expect(standsIn("mine", { ...filter, assignedTo: ["me"], only: "drafts" })).toBe(false);
  expect(standsIn("drafts", { ...filter, assignedTo: ["me"], only: "drafts" })).toBe(true);
});

it("W42 from Resolved one goes to what may be assigned, and what comes back is in Pending", () => {
  expect(queueOf("mine", "resolved")).toBe("new");
  expect(queueOf("mine", "pending")).toBe("pending");
  expect(queueOf("drafts", "resolved")).toBe("resolved");
  expect(queueOf("boomerang", "new")).toBe("pending");
});

it("W97 a list of drafts takes in what the server says, and nothing by itself; what leaves the queue leaves it", () => {
  const drafts: QueueFilter = { ...filter, only: "drafts" };
  const [one, other] = [buildRow(1), buildRow(2)];
  const page: QueueList = { items: [one], next: null, lookedTo: null };
  const list = addPage(undefined, page, drafts, new Map([[other.id, other]]), me);
  expect(list.items).toEqual([one]);
  const changed = { ...one, version: 2 };
  expect(placeRow(list, drafts, changed, me).items).toEqual([changed]);
  expect(placeRow(list, drafts, { ...changed, status: "pending" }, me).items).toEqual([]);
});
