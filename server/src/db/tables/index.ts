import type { Selectable } from "kysely";
import type * as channels from "./channels.ts";
import type * as conversations from "./conversations.ts";
import type * as machine from "./machine.ts";
import type * as people from "./people.ts";

export type { LastMessage } from "./conversations.ts";

/** Every table, as Kysely sees it. A slice writes only its own (architecture, section 3). */
export type Tables = {
  organizations: people.OrganizationsTable;
  users: people.UsersTable;
  recovery_codes: people.RecoveryCodesTable;
  sessions: people.SessionsTable;
  account_links: people.AccountLinksTable;
  sign_in_attempts: people.SignInAttemptsTable;
  teams: people.TeamsTable;
  team_members: people.TeamMembersTable;
  settings_changes: people.SettingsChangesTable;
  endpoints: channels.EndpointsTable;
  channels: channels.ChannelsTable;
  channel_values: channels.ChannelValuesTable;
  channel_access: channels.ChannelAccessTable;
  team_channels: channels.TeamChannelsTable;
  contacts: channels.ContactsTable;
  contact_attributes: channels.ContactAttributesTable;
  identities: channels.IdentitiesTable;
  visitor_sessions: channels.VisitorSessionsTable;
  topics: conversations.TopicsTable;
  conversations: conversations.ConversationsTable;
  messages: conversations.MessagesTable;
  message_html: conversations.MessageHtmlTable;
  early_news: conversations.EarlyNewsTable;
  attachments: conversations.AttachmentsTable;
  drafts: conversations.DraftsTable;
  read_marks: conversations.ReadMarksTable;
  contact_read_marks: conversations.ContactReadMarksTable;
  deliveries: machine.DeliveriesTable;
  outbox: machine.OutboxTable;
  send_attempts: machine.SendAttemptsTable;
  event_inbox: machine.EventInboxTable;
  event_log: machine.EventLogTable;
  event_head: machine.EventHeadTable;
  listener_positions: machine.ListenerPositionsTable;
  leases: machine.LeasesTable;
  queue_counts: machine.QueueCountsTable;
  probes: machine.ProbesTable;
};

/** A row of a table as it is read. */
export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;
