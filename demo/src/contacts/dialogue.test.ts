import { expect, test } from "vitest";
import { BEGUN, type Dialogue, type Heard, nextMove } from "./dialogue.ts";
import { NAMES } from "./more-scripts.ts";
import type { Script } from "./script.ts";
import { SCRIPTS } from "./scripts.ts";

const script: Script = {
  door: "Website",
  language: "en",
  page: "Aube",
  opening: ["Hello"],
  whenAsked: "The brass one.",
  turns: ["And the bulb?"],
  farewell: "Thanks!",
  nudge: "Anybody there?",
};
const answer = (text: string): Heard => ({ type: "answer", text });

function say(...heard: Heard[]): (string | undefined)[] {
  let dialogue: Dialogue = BEGUN;
  return heard.map((one) => {
    const move = nextMove(script, dialogue, one);
    dialogue = move.dialogue;
    return move.say;
  });
}

test("a contact answers a question first, then goes on, then says goodbye and nothing more", () => {
  expect(say(answer("Which one?"), answer("I see."), answer("It comes along."), answer("Bye!"))).toEqual([
    "The brass one.",
    "And the bulb?",
    "Thanks!",
    undefined,
  ]);
});

test("a second question does not get the same details again", () => {
  expect(say(answer("Which one?"), answer("Are you sure?"))).toEqual(["The brass one.", "And the bulb?"]);
});

test("who waits for long asks once whether anybody is there", () => {
  expect(say({ type: "silence" }, { type: "silence" }, answer("Here I am."))).toEqual([
    "Anybody there?",
    undefined,
    "And the bulb?",
  ]);
});

test("nobody nudges who has said goodbye", () => {
  expect(say(answer("One."), answer("Two."), { type: "silence" })).toEqual(["And the bulb?", "Thanks!", undefined]);
});

test("every script comes to an end, in a language that somebody speaks", () => {
  for (const one of SCRIPTS) {
    expect(one.opening.length).toBeGreaterThan(0);
    expect(NAMES[one.language]?.length ?? 0).toBeGreaterThan(1);
    let dialogue = BEGUN;
    for (let n = 0; n < 10; n += 1) dialogue = nextMove(one, dialogue, answer("Really?")).dialogue;
    expect(dialogue.over).toBe(true);
  }
});
