export const awayStates = {
  title: "Away states",
  text: "What people can choose beside Available. While none is enabled, they choose between Available and Away.",
  add: "Add an away state",
  addTitle: "Add an away state",
  addSubmit: "Add",
  name: "Name",
  nameText:
    "{left, plural, one {# character} other {# characters}} left. Everybody sees it beside the name of whoever is away.",
  people: "In it now",
  peopleCount: "{count, plural, =0 {nobody} one {# person} other {# people}}",
  enabled: "Enabled",
  enable: "Let people choose {name}",
  actions: "Actions",
  rename: "Rename {name}",
  delete: "Delete {name}",
  deleted: "{name} is deleted. What was recorded under it stays.",
  emptyTitle: "Everybody is Available or Away",
  emptyText:
    "Add a state such as Lunch or Training: people choose it at the top right, and reports can tell the two apart.",
} as const;
