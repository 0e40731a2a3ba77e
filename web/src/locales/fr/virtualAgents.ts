import type { Translation } from "../catalog.ts";
import type { virtualAgents as english } from "../en/virtualAgents.ts";

export const virtualAgents: Translation<typeof english> = {
  audit_agent_assigned: "La conversation a été assignée automatiquement à {agent}",
  audit_agent_delegated: "{actor} a assigné la conversation à {agent}",
  audit_agent_handed_over: "{agent} a remis la conversation dans Nouvelles",
  audit_agent_handed_back: "{agent} a rendu la conversation à {user}",
  audit_agent_let_go: "{agent} s’est retiré : il est désactivé ou supprimé",
  audit_agent_taken_over: "{actor} a repris la conversation à {agent}",
  mark: "Agent virtuel",
  menu: "Agents virtuels",
  delegated: "{name} est maintenant avec {agent}",
  heldBy: "Avec {name}",
  heldBar: "{name} a cette conversation.",
};
