import { complain } from "../page/listeners.ts";
import { CallFailed, type Door, patchVisitor } from "./api.ts";
import { isRecord } from "./read-answer.ts";
import type { Session } from "./visitor.ts";

type Facts = Record<string, unknown>;
export type VisitorFacts = ReturnType<typeof createVisitorFacts>;

/** Gathers what the page says about its visitor until there is a session to tell it to. */
export function createVisitorFacts(door: Door, session: () => Session | undefined) {
  let waiting: Facts[] = [];

  async function tell(): Promise<void> {
    const current = session();
    const facts = current && waiting.shift();
    if (!facts) return;
    try {
      await patchVisitor(door, current.token, facts);
    } catch (cause) {
      if (!(cause instanceof CallFailed) || !cause.isRefusal) {
        waiting.unshift(facts);
        return;
      }
      complain("updateUser", cause.code);
    }
    return tell();
  }

  return {
    tell,
    add(facts: Facts): void {
      waiting.push(facts);
      void tell();
    },
    forget(): void {
      waiting = [];
    },
  };
}

/** Takes from whatever a page hands over what the contract knows; the server judges the values. */
export function readUserFacts(given: unknown): Facts {
  const { givenName, surname, email, properties } = isRecord(given) ? given : {};
  return { givenName, surname, email, properties };
}
