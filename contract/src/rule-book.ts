import { createPhraseBook, type PhraseBook } from "./phrase-book.ts";
import { PHRASE_OPERATORS } from "./phrases.ts";
import { type ConditionTest, prepareCondition, type RuleFact, toMessageText } from "./rule-conditions.ts";
import type { FieldKind, RuleCondition } from "./rules.ts";
import { createValueBook, type ValueBook } from "./value-book.ts";

/** What is known of one thing; of one thing it says the same however often it is asked. */
export type RuleFacts = (field: string) => RuleFact;

/** The conditions of many rules that look at the same things, each asked at most once of a thing. */
export type RuleBook = {
  readonly phrases: PhraseBook;
  /** The place of a condition; the same for all that ask the same. */
  place(condition: RuleCondition, kind: FieldKind | undefined): number;
  /** What holds of this thing, by place: 0, it does not; 1, it does; `UNASKED`, of which `ask` tells. */
  look(facts: RuleFacts): Uint8Array;
  /** Of the thing that was looked at last. */
  ask(place: number): boolean;
};

export const UNASKED = 2;

/** Conditions on one field that are answered together: their places here and there. */
type Together = { readonly places: number[]; readonly there: number[]; read(fact: RuleFact): Uint8Array };
/** Made ready when a rule comes to it. */
type Asked = { readonly condition: RuleCondition; readonly kind: FieldKind | undefined; test?: ConditionTest };

/**
 * Most conditions ask whether a thing has one of some values, or whether a message has one of some phrases, and there are few
 * in either. So values and phrases lead to the conditions that ask for them: what a thing costs hangs on what it has, and
 * hardly on how many conditions there are. All others are asked when a rule comes to them.
 */
export function createRuleBook(): RuleBook {
  const phrases = createPhraseBook();
  const values = new Map<string, ValueBook>();
  const together = new Map<string, Together>();
  const places = new Map<string, number>();
  const asked: (Asked | undefined)[] = [];
  let states = new Uint8Array(0);
  let thing: RuleFacts | undefined;

  function add(condition: RuleCondition, kind: FieldKind | undefined): number {
    const { field, operator } = condition;
    thing = undefined;
    if (kind === "message") {
      const mode = PHRASE_OPERATORS.find((one) => one === operator);
      const there = mode === undefined ? undefined : phrases.place(mode, condition.values);
      if (there !== undefined) return answerTogether(field, there, (fact) => phrases.read(toMessageText(fact)));
    }
    if (kind === "set") {
      const book = values.get(field) ?? createValueBook();
      values.set(field, book);
      const there = book.place(operator, condition.values);
      if (there !== undefined) return answerTogether(field, there, (fact) => book.read(toSet(fact)));
    }
    return asked.push({ condition, kind }) - 1;
  }

  function answerTogether(field: string, there: number, read: Together["read"]): number {
    const place = asked.push(undefined) - 1;
    const known = together.get(field) ?? { places: [], there: [], read };
    together.set(field, known);
    known.places.push(place);
    known.there.push(there);
    return place;
  }

  return {
    phrases,
    place(condition, kind) {
      const key = `${kind} ${condition.operator} ${JSON.stringify(condition.values)} ${condition.field}`;
      const place = places.get(key) ?? add(condition, kind);
      places.set(key, place);
      return place;
    },
    look(facts) {
      if (facts === thing) return states;
      // Should a fact fail, nothing was looked at.
      thing = undefined;
      if (states.length < asked.length) states = new Uint8Array(asked.length);
      states.fill(UNASKED);
      for (const [field, one] of together) answer(states, one, one.read(facts(field)));
      thing = facts;
      return states;
    },
    ask(place) {
      const one = asked[place];
      if (one === undefined || thing === undefined) return false;
      one.test ??= prepareCondition(one.condition, one.kind);
      const holds = one.test(thing(one.condition.field));
      states[place] = holds ? 1 : 0;
      return holds;
    },
  };
}

function answer(states: Uint8Array, { places, there }: Together, answers: Uint8Array): void {
  for (let n = 0; n < places.length; n += 1) states[places[n] ?? 0] = answers[there[n] ?? 0] ?? 0;
}

const NONE: readonly string[] = [];
const isMany = (fact: RuleFact): fact is readonly string[] => Array.isArray(fact);

function toSet(fact: RuleFact): readonly string[] {
  return isMany(fact) ? fact : NONE;
}
