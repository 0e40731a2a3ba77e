import { afterEach, expect, test, vi } from "vitest";
import type { Door } from "../doors/door.ts";
import { startCompany } from "./company.ts";
import type { Script } from "./script.ts";

const script: Script = {
  door: "Website",
  language: "en",
  page: "Aube",
  opening: ["Hello", "Is it dimmable?"],
  whenAsked: "For reading.",
  turns: [],
  farewell: "Thanks!",
  nudge: "Anybody there?",
};
const FAST = 2000;
let stop = () => {};
afterEach(() => stop());

/** A door that notes what is said; `answer` is an agent's answer to the contact who came first. */
function buildDoor() {
  const contacts: { said: string[]; marks: number; answer(text: string): void }[] = [];
  const door: Door = {
    async open(_name, _script, onAnswer) {
      const contact = { said: [] as string[], marks: 0, answer: onAnswer };
      contacts.push(contact);
      return {
        say: async (text) => void contact.said.push(text),
        noteRead() {
          contact.marks += 1;
        },
        noteTyping: () => {},
        close: () => {},
      };
    },
    close: async () => {},
  };
  return { door, contacts };
}

function start(door: Door) {
  const complaints: string[] = [];
  const complain = (what: string) => void complaints.push(what);
  const doors = new Map([["Website", door]] as const);
  ({ stop } = startCompany({ doors, scripts: [script], rate: FAST, photo: new Uint8Array(), complain }));
  return complaints;
}

test("contacts write by themselves, read what is answered and answer it", async () => {
  const { door, contacts } = buildDoor();
  const complaints = start(door);
  await vi.waitFor(() => expect(contacts[0]?.said).toEqual(["Hello", "Is it dimmable?"]), 30_000);
  contacts[0]?.answer("Where would it stand?");
  // At this pace a contact may ask once more between two looks.
  const said = () => contacts[0]?.said.filter((text) => text !== script.nudge).slice(2);
  await vi.waitFor(() => expect(said()).toEqual(["For reading."]), 30_000);
  contacts[0]?.answer("Then yes.");
  await vi.waitFor(() => expect(said()).toEqual(["For reading.", "Thanks!"]), 30_000);
  expect(contacts[0]?.marks).toBe(2);
  expect(complaints).toEqual([]);
});

test("when many wait, nobody new comes, and those who wait ask once more", async () => {
  const { door, contacts } = buildDoor();
  start(door);
  await vi.waitFor(() => expect(contacts.some((one) => one.said.at(-1) === "Anybody there?")).toBe(true), 30_000);
  expect(contacts.length).toBe(14);
});

test("a door that fails is complained of, and the others go on", async () => {
  const { door, contacts } = buildDoor();
  let failed = false;
  const complaints = start({
    ...door,
    async open(...given) {
      if (failed) return await door.open(...given);
      failed = true;
      throw new Error("closed");
    },
  });
  await vi.waitFor(() => expect(contacts.length).toBeGreaterThan(0), 30_000);
  expect(complaints).toEqual(["closed"]);
});
