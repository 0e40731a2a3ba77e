export const virtualAgents = {
  audit_agent_assigned: "{agent} was assigned automatically",
  audit_agent_delegated: "{actor} assigned the conversation to {agent}",
  audit_agent_handed_over: "{agent} handed the conversation over to New",
  audit_agent_handed_back: "{agent} gave the conversation back to {user}",
  audit_agent_let_go: "{agent} removed itself: it is switched off or deleted",
  audit_agent_taken_over: "{actor} took the conversation over from {agent}",
  mark: "Virtual agent",
  menu: "Virtual agents",
  delegated: "{name} is with {agent} now",
  heldBy: "With {name}",
  heldBar: "{name} has this conversation.",
} as const;
