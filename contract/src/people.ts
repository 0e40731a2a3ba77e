import { z } from "zod";
import { channelState, channelSummary } from "./channel-summaries.ts";
import { channelTrouble } from "./channel-trouble.ts";
import { channelId, contactGroupId, instant, position, resolutionReasonId, sessionId, teamId, userId } from "./ids.ts";
import { tagName, topicName } from "./labels.ts";
import { maskingRules } from "./masking/index.ts";
import { platform } from "./platforms.ts";
import { awayState, presence, presenceAtSignIn } from "./presence.ts";
import { prioritization } from "./prioritization.ts";
import { mutingSwitches } from "./privacy.ts";
import { queueCounts } from "./queue.ts";
import { reasonAsked, reasonsAsked } from "./resolving.ts";
import { accessMode, accountRole, channelRole } from "./roles.ts";
import { queueOptions } from "./teams.ts";
import { autoResolve, autoResolveOverride, systemBoomerangHours, undoSendSeconds } from "./time.ts";

export const locale = z.enum(["en", "fr"]);
export type Locale = z.infer<typeof locale>;
export const colorScheme = z.enum(["light", "dark", "auto"]);
export const afterReply = z.enum(["stay", "pending", "ask"]);
export type AfterReply = z.infer<typeof afterReply>;

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
  /** Which kind of away; null: plain Away, or not away. */
  awayState: awayState.nullable(),
  presenceAtSignIn,
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
    presenceAtSignIn,
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
  /** Which kind of away; null: plain Away, or not away. */
  awayState: awayState.nullable(),
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
  /** Agents resolve conversations of this channel only with a topic. */
  topicRequired: z.boolean(),
  /** An agent's short code is put behind what they send here. */
  shortCode: z.boolean(),
  /** What differs from the organization's auto-resolve; {} when nothing does. */
  autoResolve: autoResolveOverride,
  reasonAsked,
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
  topicRequired: z.boolean(),
  shortCode: z.boolean(),
  autoResolve: autoResolveOverride,
  reasonAsked,
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
  /** On every channel, whatever its own switch says, also on those added later. */
  topicRequired: z.boolean(),
  undoSendSeconds,
  autoResolve,
  systemBoomerangHours,
  reasonsAsked,
  /** Real-time insights, for everybody or for nobody (W149). */
  showInsights: z.boolean(),
  /** Whoever signs out gives their New conversations back (W76). */
  removeAssignment: z.boolean(),
  ...mutingSwitches,
  masking: maskingRules,
});
export type OrganizationView = z.infer<typeof organizationView>;
export const patchOrganizationBody = z
  .strictObject({
    name,
    afterReply,
    inactiveSessionMinutes: z.number().int().min(10).max(1440),
    locale,
    timeZone: z.string().max(64),
    topicRequired: z.boolean(),
    undoSendSeconds,
    autoResolve,
    systemBoomerangHours,
    reasonsAsked,
    showInsights: z.boolean(),
    removeAssignment: z.boolean(),
    ...mutingSwitches,
    masking: maskingRules,
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
  /** Those that can be chosen; none: plain Away is offered. */
  awayStates: z.array(awayState),
  /** `own`: the viewer's, or any for those who reach channels one by one. */
  teams: z.array(z.object({ id: teamId, name: z.string(), own: z.boolean() })),
  /** With deleted ones, for what still bears them. */
  topics: z.array(topicName),
  tags: z.array(tagName),
  /** Those that may be chosen now. */
  resolutionReasons: z.array(z.object({ id: resolutionReasonId, name: z.string() })),
  contactGroups: z.array(z.object({ id: contactGroupId, name: z.string(), marksVip: z.boolean() })),
  /** What is answered sooner, so that a row can say why it stands where it stands. */
  prioritization,
  queueOptions,
  counts: queueCounts,
});
export type Bootstrap = z.infer<typeof bootstrap>;
