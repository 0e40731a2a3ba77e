import { z } from "zod";
import { queueCounts } from "./conversations.ts";
import { channelId, instant, position, sessionId, teamId, topicId, userId } from "./ids.ts";
import { platform } from "./platforms.ts";
import { accessMode, accountRole, channelRole } from "./roles.ts";

export const locale = z.enum(["en", "fr"]);
export type Locale = z.infer<typeof locale>;
export const colorScheme = z.enum(["light", "dark", "auto"]);
export const afterReply = z.enum(["stay", "pending", "ask"]);
export type AfterReply = z.infer<typeof afterReply>;
/** Presence as shown by the dot: green, orange, grey (W38). */
export const presence = z.enum(["available", "away", "offline"]);
export type Presence = z.infer<typeof presence>;

const name = z.string().trim().min(1).max(100);
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** 8 to 100 characters with digit, upper, lower and special character (W21). Checked with `passwordProblems`. */
export const password = z.string().min(1).max(200);

export const signInBody = z.strictObject({ email, password, code: z.string().trim().max(20).optional() });
export const setUpBody = z.strictObject({
  token: z.string().min(1).max(200),
  organizationName: name,
  firstName: name,
  lastName: name,
  email,
  password,
  locale,
  timeZone: z.string().max(64),
  withExample: z.boolean(),
});
export const setUpState = z.object({ needed: z.boolean() });
export const newPasswordBody = z.strictObject({ password });
export const linkState = z.object({ email: z.string(), firstName: z.string(), organizationName: z.string() });

export const me = z.object({
  id: userId,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  shortCode: z.string().nullable(),
  photo: z.string().nullable(),
  accountRole,
  locale,
  colorScheme,
  timeZone: z.string(),
  twoFactor: z.boolean(),
  presence,
  /** Pane widths, folds, sounds…: the browser's own bag, kept per user (W09, W53). At most 16 kB. */
  preferences: z.record(z.string(), z.unknown()),
  sessionId,
  inactiveMinutes: z.number().int(),
  sessionEndsAt: instant,
});
export type Me = z.infer<typeof me>;
export const patchMeBody = z
  .strictObject({
    firstName: name,
    lastName: name,
    shortCode: z.string().trim().max(10).nullable(),
    locale,
    colorScheme,
    timeZone: z.string().max(64),
    preferences: z.record(z.string().max(60), z.unknown()),
  })
  .partial();
export const changePasswordBody = z.strictObject({ current: password, next: password });
export const changeEmailBody = z.strictObject({ current: password, email });
export const sessionView = z.object({
  id: sessionId,
  createdAt: instant,
  lastActiveAt: instant,
  address: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
});
export const totpStart = z.object({ secret: z.string(), uri: z.string() });
export const totpConfirmBody = z.strictObject({ code: z.string().trim().max(20) });
export const recoveryCodes = z.object({ codes: z.array(z.string()) });

/** A colleague as lists and menus show them. */
export const colleague = z.object({
  id: userId,
  name: z.string(),
  photo: z.string().nullable(),
  presence,
  deactivated: z.boolean(),
});
export type Colleague = z.infer<typeof colleague>;

export const userView = z.object({
  id: userId,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  userReference: z.string().nullable(),
  shortCode: z.string().nullable(),
  photo: z.string().nullable(),
  accountRole,
  accessMode,
  channels: z.array(z.object({ channelId, role: channelRole })),
  teams: z.array(z.object({ teamId, role: channelRole })),
  state: z.enum(["invited", "active", "deactivated"]),
  presence,
  twoFactor: z.boolean(),
  createdAt: instant,
  lastActiveAt: instant.nullable(),
});
export type UserView = z.infer<typeof userView>;
const userFields = {
  firstName: name,
  lastName: name,
  userReference: z.string().trim().max(100).nullable(),
  shortCode: z.string().trim().max(10).nullable(),
  accountRole,
};
export const createUserBody = z.strictObject({ ...userFields, email, locale: locale.optional() });
export const patchUserBody = z.strictObject(userFields).partial();
export const userAccessBody = z.discriminatedUnion("accessMode", [
  z.strictObject({
    accessMode: z.literal("channels"),
    channels: z.array(z.strictObject({ channelId, role: channelRole })).max(500),
  }),
  z.strictObject({
    accessMode: z.literal("teams"),
    teams: z.array(z.strictObject({ teamId, role: channelRole })).max(500),
  }),
]);
/** `link` is given only when no mail could be sent, for the Admin to hand over. */
export const invitationSent = z.object({ user: userView, mailed: z.boolean(), link: z.string().nullable() });

export const teamView = z.object({
  id: teamId,
  name: z.string(),
  memberCount: z.number().int(),
  members: z.array(z.object({ userId, role: channelRole })),
  channelIds: z.array(channelId),
  createdAt: instant,
});
export type TeamView = z.infer<typeof teamView>;
export const createTeamBody = z.strictObject({ name });
export const teamMembersBody = z.strictObject({
  members: z.array(z.strictObject({ userId, role: channelRole })).max(2000),
});
export const teamChannelsBody = z.strictObject({ channelIds: z.array(channelId).max(500) });

export const channelState = z.enum(["connected", "needs_reconnection", "paused"]);
export const channelView = z.object({
  id: channelId,
  platform,
  name: z.string().max(255),
  address: z.string(),
  state: channelState,
  stateReason: z.string().nullable(),
  /** Connected, but its server does not answer at the moment. */
  silent: z.boolean(),
  autoAssign: z.boolean(),
  grantToAll: z.boolean(),
  users: z.array(z.object({ userId, role: channelRole })),
  teamIds: z.array(teamId),
  /** What the connector's settings form shows; secrets are write-only and come back as null. */
  settings: z.record(z.string(), z.unknown()),
  webhookUrl: z.string().nullable(),
  lastInboundAt: instant.nullable(),
  lastOutboundAt: instant.nullable(),
  createdAt: instant,
});
export type ChannelView = z.infer<typeof channelView>;
const channelFields = {
  name: z.string().trim().min(1).max(255),
  autoAssign: z.boolean(),
  grantToAll: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
};
export const createChannelBody = z.strictObject({
  platform,
  name: channelFields.name,
  settings: channelFields.settings.default({}),
});
export const patchChannelBody = z.strictObject({ ...channelFields, paused: z.boolean() }).partial();
export const channelAccessBody = z.strictObject({
  users: z.array(z.strictObject({ userId, role: channelRole })).max(2000),
  teamIds: z.array(teamId).max(500),
});
/** `secrets` are shown once, right after creation or rotation. */
export const channelCreated = z.object({ channel: channelView, secrets: z.record(z.string(), z.string()) });
export const channelTest = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
});

export const organizationView = z.object({
  name: z.string(),
  afterReply,
  inactiveSessionMinutes: z.number().int().min(10).max(1440),
  locale,
  timeZone: z.string(),
});
export type OrganizationView = z.infer<typeof organizationView>;
export const patchOrganizationBody = z
  .strictObject({
    name,
    afterReply,
    inactiveSessionMinutes: z.number().int().min(10).max(1440),
    locale,
    timeZone: z.string().max(64),
  })
  .partial();

export const settingsChange = z.object({
  id: z.string(),
  at: instant,
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string(),
});

/** The channel as everybody with access sees it. */
export const channelSummary = z.object({
  id: channelId,
  platform,
  name: z.string(),
  state: channelState,
  role: channelRole,
});
export type ChannelSummary = z.infer<typeof channelSummary>;

/** A channel that does not work as it should (I15). `silent`: its server does not answer; tried again without a person. */
export const channelTrouble = z.object({
  channelId,
  platform,
  name: z.string(),
  kind: z.enum(["needs_reconnection", "silent"]),
  /** What the platform said, in a few words; null for people who cannot mend it. */
  reason: z.string().nullable(),
  since: instant.nullable(),
  /** May the viewer open the channel in Settings and mend it? */
  mayMend: z.boolean(),
});
export type ChannelTrouble = z.infer<typeof channelTrouble>;

/** State of the world at `position`; the live feed continues from there. */
export const bootstrap = z.object({
  version: z.string(),
  position,
  me,
  organization: organizationView,
  channels: z.array(channelSummary),
  /** Of the viewer's channels; for an Admin, of all. */
  troubles: z.array(channelTrouble),
  colleagues: z.array(colleague),
  teams: z.array(z.object({ id: teamId, name: z.string() })),
  topics: z.array(z.object({ id: topicId, name: z.string() })),
  counts: queueCounts,
});
export type Bootstrap = z.infer<typeof bootstrap>;
