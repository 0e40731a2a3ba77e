import { createRuleBook, type RuleBook, type RuleFacts, UNASKED } from "./rule-book.ts";
import type { RuleFields, RuleNode } from "./rules.ts";

/** A tree made ready: does it hold of this? */
export type PreparedRule = (facts: RuleFacts) => boolean;

/** Where a rule ends. */
const HOLDS = -1;
const FAILS = -2;
/** A rule as steps: each asks the condition at a place of the book and says where to go on. */
type Steps = { readonly asks: number[]; readonly ifHolds: number[]; readonly ifNot: number[] };

/**
 * Makes a tree ready for many things. What conditions mean is said in `rule-conditions.ts`; a group without conditions never
 * holds, so that a broken rule matches nothing rather than everything.
 *
 * The tree becomes steps, one for each condition, that lead past whatever cannot change the answer any more: hundreds of rules
 * are asked for every message, and a walk through a tree costs most of what they cost.
 * @param book shared by rules that look at the same things
 */
export function prepareRule(node: RuleNode, fields: RuleFields, book: RuleBook = createRuleBook()): PreparedRule {
  const steps: Steps = { asks: [], ifHolds: [], ifNot: [] };
  const first = toSteps(node, { fields, book, steps }, HOLDS, FAILS);
  const { asks, ifHolds, ifNot } = steps;
  return (facts) => {
    const states = book.look(facts);
    let at = first;
    while (at >= 0) {
      const place = asks[at] ?? 0;
      const state = states[place];
      const holds = state === UNASKED ? book.ask(place) : state === 1;
      at = (holds ? ifHolds[at] : ifNot[at]) ?? FAILS;
    }
    return at === HOLDS;
  };
}

type Parts = { readonly fields: RuleFields; readonly book: RuleBook; readonly steps: Steps };

/** The step to begin with, when the answer leads to the one or to the other. */
function toSteps(node: RuleNode, parts: Parts, ifHolds: number, ifNot: number): number {
  const { fields, book, steps } = parts;
  if (node.type === "condition") {
    steps.asks.push(book.place(node, fields.get(node.field)));
    steps.ifHolds.push(ifHolds);
    steps.ifNot.push(ifNot);
    return steps.asks.length - 1;
  }
  if (node.nodes.length === 0) return ifNot;
  // From the last to the first: each has to know where the next one begins.
  return node.type === "all"
    ? node.nodes.reduceRight((next, one) => toSteps(one, parts, next, ifNot), ifHolds)
    : node.nodes.reduceRight((next, one) => toSteps(one, parts, ifHolds, next), ifNot);
}

/** Does the tree hold of one thing? */
export function evaluateRule(node: RuleNode, fields: RuleFields, facts: RuleFacts): boolean {
  return prepareRule(node, fields)(facts);
}
