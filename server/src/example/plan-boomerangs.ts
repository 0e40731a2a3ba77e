import type { PastConversation } from "./plan-past.ts";
import type { PastStep } from "./plan-steps.ts";
import type { Random } from "./random.ts";

const MINUTE = 60_000;
const NOTES = {
  en: [
    "Ask the depot whether the parcel has left.",
    "Call the workshop about the repair.",
    "Has the refund arrived?",
    "",
  ],
  fr: [
    "Demander au dépôt si le colis est parti.",
    "Appeler l’atelier pour la réparation.",
    "Le remboursement est-il arrivé ?",
  ],
} as const;

/** Every third conversation that waits for the contact comes back by itself: within the hour, today or in the days to come. */
export function withBoomerangs(
  random: Random,
  lives: readonly (readonly PastConversation[])[],
  now: number,
): PastConversation[][] {
  let pending = 0;
  return lives.map((life) =>
    life.map((past) => {
      if (past.end !== "pending") return past;
      pending += 1;
      return pending % 3 === 1 ? { ...past, steps: [...past.steps, boomerangAfter(random, past, now)] } : past;
    }),
  );
}

function boomerangAfter(random: Random, { steps, contact }: PastConversation, now: number): PastStep {
  const reply = steps.findLast((step) => step.type === "reply");
  const at = (steps.at(-1)?.at ?? now) + 20_000;
  const due = now + random.between(25, random.pick([55, 8 * 60, 60 * 60])) * MINUTE;
  const note = random.pick(contact.language === "fr" ? NOTES.fr : NOTES.en);
  return { type: "boomerang", at, agent: reply?.type === "reply" ? reply.agent : "tom", due, note };
}
