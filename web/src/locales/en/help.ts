export const help = {
  title: "Help",
  text: "How Guichet works, in short.",
  contents: "On this page",
  inboxTitle: "The Shared Inbox",
  inboxText:
    "What contacts write arrives in New. Open a conversation and it is yours to answer: colleagues can read along, and their reply box says that you are in it. After your reply it moves to Pending, where it waits for the contact; when they write again it comes back to New. Resolve it when nothing is left to do; a later message then begins a new conversation, with the earlier ones above it.",
  assignTitle: "Assignment and lock",
  assignText:
    "Assigning says whose conversation it is; others can still answer. The lock says who is in it right now and goes when you move on. Take over moves the lock to you, and your colleague is told.",
  commentsTitle: "Internal comments",
  commentsText:
    "Switch the reply box to a comment to write to colleagues. Contacts never see comments; @ mentions a colleague.",
  keysTitle: "Keyboard",
  keysText:
    "Nearly everything has a key. Open the command palette to do anything by its name, or the cheat sheet to see every key that works on the page you are on.",
  availabilityTitle: "Availability",
  availabilityText:
    "The button at the top right says whether you are Available or Away; colleagues see it as a dot beside your name. Closing Guichet shows you as offline after two minutes.",
  safetyTitle: "Nothing gets lost",
  safetyText:
    "A message counts as received only when it is stored. What could not be sent stays on the screen with its reason and a way to try again; what you type is kept as a draft.",
  whatIsNew: "What is new",
  version: "This is version {version}.",
  newInbox:
    "The Shared Inbox with New, Pending and Resolved, live counts, locks, assignment, internal comments, drafts and audit trails.",
  newChannels: "{count, plural, one {# kind of channel} other {# kinds of channels}}: {names}.",
  newWork:
    "Topics and tags, saved views, bulk actions, boomerangs, replies for later, templates, responses and articles of a knowledge base, and a search over everything that was said.",
  newContacts:
    "Contacts with attributes, notes, groups and VIPs, and one person’s messages of all channels in one thread; muting, masking and deletion.",
  newRouting:
    "Skill sets, fallback teams, prioritization and work given to who has room; business hours, service levels, automations and auto responders.",
  newBell:
    "Notifications of assignments, answers, mentions, failures and service levels, by bell, window, sound and mail; figures of today above the queue.",
  newPrograms: "For other programs: API keys, and messages to contacts by telephone number.",
  newPeople: "Users, teams and roles for each channel, invitations, two-factor sign-in and session control.",
  newCare: "Delivery problems: a page that lists what is stuck, failed or uncertain, with a reason and a way out.",
  support: "Support",
  supportText:
    "Your organization runs Guichet itself, so your first help is your administrator. When something went wrong, give them the reference number that stood beside the message, and what you were doing.",
  supportAdmin:
    "As an administrator, look at Delivery problems and at the server’s log: the reference number is in it. “guichet doctor” on the server examines the installation.",
  feedback: "Feedback",
  feedbackText:
    "Nothing you do here is reported to anybody outside your organization. Tell your administrator what is missing or in the way; they can bring it to the people who make Guichet.",
  apiText: "Developers find every call of the server, with its types, in the API reference.",
} as const;
