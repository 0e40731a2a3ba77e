import type { PreparedRule, Trial } from "@guichet/contract";
import type { PastConversation } from "../../conversations/index.ts";
import { factsOf, type RoutingSettings } from "../choosing/choose-team.ts";
import { comparePlaces, type PastQuestion, type Places } from "./compare-places.ts";

export type WhatIf = {
  /** As it is saved, and with the draft. */
  readonly before: RoutingSettings;
  readonly after: RoutingSettings;
  readonly holds: PreparedRule;
};
export type Outcome = Places & { readonly matches: boolean };

/** Where each conversation would go with what is saved and with a drafted skill set, and whether that fits it. */
export function compareChoices({ before, after, holds }: WhatIf, trial: Trial) {
  const places = comparePlaces(before, after);
  return {
    look(conversation: PastConversation): Outcome {
      const question = questionOf(conversation);
      const facts = factsOf(question);
      const matches = holds(facts);
      trial.look(facts);
      return { matches, ...places.look(question) };
    },
    told: places.told,
  };
}

function questionOf(past: PastConversation): PastQuestion {
  return {
    ...{ channelId: past.channel_id, visibility: past.visibility, text: past.text },
    ...{ topicIds: past.topic_ids, groupIds: past.group_ids },
  };
}
