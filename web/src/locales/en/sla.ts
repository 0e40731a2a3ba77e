export const sla = {
  kind_first_response: "First response",
  kind_conversation_response: "Response",
  warned: "Almost breached: {kind} due {when}",
  breached: "SLA breached {ago}: {kind}",
  badgeDue: "Due {at}",
  badgeSoon: "Due {when}",
  badgeBreached: "Breached {ago}",
  badgeNever: "No due time",
  about: "{policy}: {kind} within {target} of opening hours, due {at}",
  aboutNever: "{policy}: {kind} within {target} of opening hours. The channel does not open any more.",
  auditAssignment: "The assignment of {user} was removed by the SLA policy",
} as const;
