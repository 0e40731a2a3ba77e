import type * as c from "@guichet/contract";
import type { z } from "zod";

/** One route of the server: its types come from the contract's schemas and cost nothing at run time. */
export type Route<Body, Answer> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** Never set: carries the types. */
  readonly types?: { readonly body: Body; readonly answer: Answer };
};
type In<Schema extends z.ZodType> = z.input<Schema>;
type Out<Schema extends z.ZodType> = z.output<Schema>;
type List<Item> = { items: Item[] };

function get<Answer>(path: string): Route<undefined, Answer> {
  return { method: "GET", path };
}
function post<Body, Answer = undefined>(path: string): Route<Body, Answer> {
  return { method: "POST", path };
}
function put<Body, Answer = undefined>(path: string): Route<Body, Answer> {
  return { method: "PUT", path };
}
function patch<Body, Answer>(path: string): Route<Body, Answer> {
  return { method: "PATCH", path };
}
function remove<Body = undefined, Answer = undefined>(path: string): Route<Body, Answer> {
  return { method: "DELETE", path };
}

/** Every route the web app calls, by what it does. Checked against the server's OpenAPI document (routes.test.ts). */
export const routes = {
  getSetUp: get<Out<typeof c.setUpState>>("/setup"),
  setUp: post<In<typeof c.setUpBody>, c.Me>("/setup"),

  getMe: get<c.Me>("/session"),
  signIn: post<In<typeof c.signInBody>, c.Me>("/session"),
  signOut: remove("/session"),
  listSessions: get<List<Out<typeof c.sessionView>>>("/sessions"),
  endSession: remove("/sessions/:id"),
  endOtherSessions: remove("/sessions"),
  askPasswordReset: post<{ email: string }>("/password-resets"),
  getPasswordReset: get<Out<typeof c.linkState>>("/password-resets/:token"),
  resetPassword: put<In<typeof c.newPasswordBody>>("/password-resets/:token"),
  getInvitation: get<Out<typeof c.linkState>>("/invitations/:token"),
  acceptInvitation: put<In<typeof c.newPasswordBody>>("/invitations/:token"),

  patchMe: patch<In<typeof c.patchMeBody>, c.Me>("/me"),
  changePassword: put<In<typeof c.changePasswordBody>>("/me/password"),
  changeEmail: put<In<typeof c.changeEmailBody>>("/me/email"),
  putPhoto: put<Blob>("/me/photo"),
  deletePhoto: remove("/me/photo"),
  startTotp: post<undefined, Out<typeof c.totpStart>>("/me/totp"),
  confirmTotp: put<In<typeof c.totpConfirmBody>, Out<typeof c.recoveryCodes>>("/me/totp"),
  endTotp: remove<{ current: string }>("/me/totp"),
  setPresence: put<{ presence: "available" | "away" }, c.Me>("/me/presence"),

  listUsers: get<List<c.UserView>>("/users"),
  createUser: post<In<typeof c.createUserBody>, Out<typeof c.invitationSent>>("/users"),
  getUser: get<c.UserView>("/users/:id"),
  patchUser: patch<In<typeof c.patchUserBody>, c.UserView>("/users/:id"),
  putUserAccess: put<In<typeof c.userAccessBody>, c.UserView>("/users/:id/access"),
  inviteAgain: post<undefined, Out<typeof c.invitationSent>>("/users/:id/invitation"),
  deactivateUser: put<undefined, c.UserView>("/users/:id/deactivation"),
  reactivateUser: remove<undefined, c.UserView>("/users/:id/deactivation"),

  listTeams: get<List<c.TeamView>>("/teams"),
  createTeam: post<In<typeof c.createTeamBody>, c.TeamView>("/teams"),
  getTeam: get<c.TeamView>("/teams/:id"),
  patchTeam: patch<In<typeof c.createTeamBody>, c.TeamView>("/teams/:id"),
  deleteTeam: remove("/teams/:id"),
  putTeamMembers: put<In<typeof c.teamMembersBody>, c.TeamView>("/teams/:id/members"),
  putTeamChannels: put<In<typeof c.teamChannelsBody>, c.TeamView>("/teams/:id/channels"),

  listChannels: get<List<c.ChannelView>>("/channels"),
  createChannel: post<In<typeof c.createChannelBody>, Out<typeof c.channelCreated>>("/channels"),
  getChannel: get<c.ChannelView>("/channels/:id"),
  patchChannel: patch<In<typeof c.patchChannelBody>, c.ChannelView>("/channels/:id"),
  putChannelAccess: put<In<typeof c.channelAccessBody>, c.ChannelView>("/channels/:id/access"),
  testChannel: post<undefined, Out<typeof c.channelTest>>("/channels/:id/test"),
  rotateChannelSecrets: post<undefined, Out<typeof c.channelCreated>>("/channels/:id/secrets"),
  deleteChannel: remove<{ name: string }>("/channels/:id"),

  getOrganization: get<c.OrganizationView>("/organization"),
  patchOrganization: patch<In<typeof c.patchOrganizationBody>, c.OrganizationView>("/organization"),
  listSettingsChanges: get<List<Out<typeof c.settingsChange>> & { next: string | null }>("/settings-changes"),

  listProblems: get<Out<typeof c.problemList>>("/problems"),
  retryProblem: post<undefined>("/problems/:id/retry"),
  discardProblem: post<In<typeof c.discardProblemBody>>("/problems/:id/discard"),
  retryAllProblems: post<In<typeof c.retryAllBody>, Out<typeof c.retryAllAnswer>>("/problems/retry-all"),

  bootstrap: get<c.Bootstrap>("/bootstrap"),
  listConversations: get<Out<typeof c.listConversationsAnswer>>("/conversations"),
  countConversations: get<c.QueueCounts>("/conversation-counts"),
  getConversation: get<c.ConversationView>("/conversations/:id"),
  listEntries: get<{ entries: c.ThreadEntry[]; before: string | null }>("/conversations/:id/entries"),
  openConversation: post<In<typeof c.openBody>, Out<typeof c.openAnswer>>("/conversations/:id/open"),
  leaveConversation: post<undefined>("/conversations/:id/leave"),
  setStatus: put<In<typeof c.setStatusBody>, c.ConversationRow>("/conversations/:id/status"),
  setAssignee: put<In<typeof c.setAssigneeBody>, c.ConversationRow>("/conversations/:id/assignee"),
  markRead: put<{ seq: number }>("/conversations/:id/read"),
  sendMessage: post<In<typeof c.sendMessageBody>, Out<typeof c.sendMessageAnswer>>("/conversations/:id/messages"),
  putDraft: put<In<typeof c.putDraftBody>>("/conversations/:id/draft"),
  deleteDraft: remove("/conversations/:id/draft"),
  listDrafts: get<{ conversationIds: c.ConversationId[] }>("/drafts"),
  listAssignees: get<List<c.Colleague & { role: c.ChannelRole }>>("/conversations/:id/assignees"),
  retryMessage: post<undefined, c.MessageView>("/messages/:id/retry"),
  discardMessage: post<undefined, c.MessageView>("/messages/:id/discard"),
  getMessageHtml: get<{ html: string }>("/messages/:id/html"),
  uploadFile: post<Blob, c.AttachmentView>("/files"),
  getFile: get<Blob>("/files/:attachmentId"),
  getContact: get<c.ContactView>("/contacts/:id"),
} as const;
