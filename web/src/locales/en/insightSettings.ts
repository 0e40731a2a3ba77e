export const insightSettings = {
  title: "Real-time insights",
  text: "Small figures above the queue: average handle time today, what waits, what one resolved.",
  search: "insights figures handle time waiting",
  section: "For everybody",
  sectionText: "Each sees the figures of the channels they reach, of today in the organization’s time zone.",
  show: "Show insights to users",
  showHint: "Switched off, nobody sees them.",
} as const;
