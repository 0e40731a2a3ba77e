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
  setPresence: put<In<typeof c.presenceBody>, c.Me>("/me/presence"),

  listUsers: get<List<c.UserView>>("/users"),
  createUser: post<In<typeof c.createUserBody>, Out<typeof c.invitationSent>>("/users"),
  getUser: get<c.UserView>("/users/:id"),
  patchUser: patch<In<typeof c.patchUserBody>, c.UserView>("/users/:id"),
  putUserAccess: put<In<typeof c.userAccessBody>, c.UserView>("/users/:id/access"),
  inviteAgain: post<undefined, Out<typeof c.invitationSent>>("/users/:id/invitation"),
  deactivateUser: put<undefined, c.UserView>("/users/:id/deactivation"),
  reactivateUser: remove<undefined, c.UserView>("/users/:id/deactivation"),

  listAwayStates: get<List<c.AwayStateView>>("/away-states"),
  createAwayState: post<In<typeof c.createAwayStateBody>, c.AwayStateView>("/away-states"),
  patchAwayState: patch<In<typeof c.patchAwayStateBody>, c.AwayStateView>("/away-states/:id"),
  deleteAwayState: remove("/away-states/:id"),
  restoreAwayState: put<undefined, c.AwayStateView>("/away-states/:id/restoration"),
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
  getTemplates: get<Out<typeof c.messageTemplates>>("/channels/:id/templates"),
  putTemplates: put<In<typeof c.messageTemplates>, Out<typeof c.messageTemplates>>("/channels/:id/templates"),
  testChannel: post<undefined, Out<typeof c.channelTest>>("/channels/:id/test"),
  rotateChannelSecrets: post<undefined, Out<typeof c.channelCreated>>("/channels/:id/secrets"),
  deleteChannel: remove<{ name: string }>("/channels/:id"),

  listTopics: get<List<c.TopicView>>("/topics"),
  createTopic: post<In<typeof c.createLabelBody>, c.TopicView>("/topics"),
  patchTopic: patch<In<typeof c.patchLabelBody>, c.TopicView>("/topics/:id"),
  getTopicUses: get<c.LabelUses>("/topics/:id/uses"),
  deleteTopic: remove("/topics/:id"),
  restoreTopic: post<undefined, c.TopicView>("/topics/:id/restoration"),
  listTags: get<List<c.TagView>>("/tags"),
  createTag: post<In<typeof c.createLabelBody>, c.TagView>("/tags"),
  patchTag: patch<In<typeof c.patchLabelBody>, c.TagView>("/tags/:id"),
  getTagUses: get<c.LabelUses>("/tags/:id/uses"),
  deleteTag: remove("/tags/:id"),
  restoreTag: post<undefined, c.TagView>("/tags/:id/restoration"),

  listNotifications: get<c.NotificationList>("/notifications"),
  readNotification: put<undefined>("/notifications/:id/read"),
  readNotifications: put<In<typeof c.readNotificationsBody>>("/notifications/read"),
  getNotificationChoices: get<Out<typeof c.notificationChoicesAnswer>>("/notification-choices"),
  putNotificationChoices: put<c.NotificationChoices, Out<typeof c.notificationChoicesAnswer>>("/notification-choices"),

  getInsights: get<c.Insights>("/insights"),
  getOrganization: get<c.OrganizationView>("/organization"),
  patchOrganization: patch<In<typeof c.patchOrganizationBody>, c.OrganizationView>("/organization"),
  listReasons: get<List<c.ResolutionReasonView>>("/resolution-reasons"),
  createReason: post<In<typeof c.createResolutionReasonBody>, c.ResolutionReasonView>("/resolution-reasons"),
  patchReason: patch<In<typeof c.patchResolutionReasonBody>, c.ResolutionReasonView>("/resolution-reasons/:id"),
  deleteReason: remove("/resolution-reasons/:id"),
  listSettingsChanges: get<Out<typeof c.listSettingsChangesAnswer>>("/settings-changes"),

  listProblems: get<Out<typeof c.problemList>>("/problems"),
  retryProblem: post<undefined>("/problems/:id/retry"),
  discardProblem: post<In<typeof c.discardProblemBody>>("/problems/:id/discard"),
  retryAllProblems: post<In<typeof c.retryAllBody>, Out<typeof c.retryAllAnswer>>("/problems/retry-all"),

  bootstrap: get<c.Bootstrap>("/bootstrap"),
  listConversations: get<Out<typeof c.listConversationsAnswer>>("/conversations"),
  replyInPrivate: post<In<typeof c.privateReplyBody>, c.PrivateReplyAnswer>("/messages/:id/private-reply"),
  startConversation: post<In<typeof c.startConversationBody>, c.StartConversationAnswer>("/conversations"),
  listQueueViews: get<c.QueueViewList>("/queue-views"),
  listViewUses: get<c.ViewUses>("/queue-view-uses"),
  countQueueViews: get<Out<typeof c.queueViewCounts>>("/queue-view-counts"),
  createQueueView: post<In<typeof c.createQueueViewBody>, c.QueueView>("/queue-views"),
  patchQueueView: patch<In<typeof c.patchQueueViewBody>, c.QueueView>("/queue-views/:id"),
  deleteQueueView: remove("/queue-views/:id"),
  restoreQueueView: post<undefined, c.QueueView>("/queue-views/:id/restoration"),
  countConversations: get<c.FilteredCounts>("/conversation-counts"),
  listBulkAssignees: post<In<typeof c.bulkAssigneesBody>, Out<typeof c.bulkAssignees>>("/bulk-assignees"),
  getBulkSelection: get<Out<typeof c.bulkSelectionSize>>("/bulk-selection"),
  listBulkActions: get<List<c.BulkActionView>>("/bulk-actions"),
  createBulkAction: post<In<typeof c.createBulkActionBody>, c.BulkActionView>("/bulk-actions"),
  listSkipped: get<Out<typeof c.listSkippedAnswer>>("/bulk-actions/:id/skipped"),
  cancelBulkAction: post<undefined, c.BulkActionView>("/bulk-actions/:id/cancellation"),
  undoBulkAction: post<In<typeof c.undoBulkActionBody>, c.BulkActionView>("/bulk-actions/:id/undo"),
  getConversation: get<c.ConversationView>("/conversations/:id"),
  listEntries: get<{ entries: c.ThreadEntry[]; before: string | null }>("/conversations/:id/entries"),
  getCrossChannel: get<c.CrossChannelView>("/conversations/:id/cross-channel"),
  listCrossChannelEntries: get<c.CrossChannelEntries>("/conversations/:id/cross-channel/entries"),
  openConversation: post<In<typeof c.openBody>, Out<typeof c.openAnswer>>("/conversations/:id/open"),
  bringNext: post<In<typeof c.nextBody>, c.NextAnswer>("/next-conversation"),
  leaveConversation: post<undefined>("/conversations/:id/leave"),
  setStatus: put<In<typeof c.setStatusBody>, c.ConversationRow>("/conversations/:id/status"),
  setBoomerang: put<In<typeof c.boomerangWish>, c.ConversationRow>("/conversations/:id/boomerang"),
  cancelBoomerang: remove<undefined, c.ConversationRow>("/conversations/:id/boomerang"),
  undoStatus: post<undefined, c.ConversationRow>("/conversations/:id/undo"),
  setAssignee: put<In<typeof c.setAssigneeBody>, c.ConversationRow>("/conversations/:id/assignee"),
  changeTopics: patch<In<typeof c.changeTopicsBody>, c.ConversationRow>("/conversations/:id/topics"),
  maskMessage: post<In<typeof c.maskMessageBody>, Out<typeof c.maskMessageAnswer>>("/messages/:id/masking"),
  changeTags: patch<In<typeof c.changeTagsBody>, Out<typeof c.changeTagsAnswer>>("/messages/:id/tags"),
  markRead: put<{ seq: number }>("/conversations/:id/read"),
  sendMessage: post<In<typeof c.sendMessageBody>, Out<typeof c.sendMessageAnswer>>("/conversations/:id/messages"),
  scheduleReply: post<In<typeof c.scheduleBody>, c.ScheduledAnswer>("/conversations/:id/scheduled-messages"),
  moveScheduled: patch<In<typeof c.rescheduleBody>, c.ScheduledAnswer>("/scheduled-messages/:id"),
  sendScheduled: post<undefined, c.ScheduledAnswer>("/scheduled-messages/:id/sending"),
  takeScheduledBack: post<undefined, c.ScheduledBack>("/scheduled-messages/:id/withdrawal"),
  cancelScheduled: remove<undefined, c.ScheduledAnswer>("/scheduled-messages/:id"),
  putDraft: put<In<typeof c.putDraftBody>>("/conversations/:id/draft"),
  deleteDraft: remove("/conversations/:id/draft"),
  listDrafts: get<{ conversationIds: c.ConversationId[] }>("/drafts"),
  listAssignees: get<List<c.Colleague & { role: c.ChannelRole }>>("/conversations/:id/assignees"),
  retryMessage: post<undefined, c.MessageView>("/messages/:id/retry"),
  discardMessage: post<undefined, c.MessageView>("/messages/:id/discard"),
  withdrawMessage: post<undefined, Out<typeof c.withdrawnAnswer>>("/messages/:id/withdrawal"),
  getMessageHtml: get<{ html: string }>("/messages/:id/html"),
  getPicture: get<Blob>("/messages/:id/picture"),
  uploadFile: post<Blob, c.AttachmentView>("/files"),
  getFile: get<Blob>("/files/:attachmentId"),
  listUsableTemplates: get<Out<typeof c.usableTemplates>>("/conversations/:id/templates"),
  listUsableItems: get<Out<typeof c.usableItems>>("/conversations/:id/knowledge"),
  insertItem: post<In<typeof c.insertItemBody>, Out<typeof c.insertedItem>>("/conversations/:id/insertions"),

  listKnowledgeCollections: get<List<c.KnowledgeCollectionView>>("/knowledge-collections"),
  createKnowledgeCollection: post<In<typeof c.createKnowledgeCollectionBody>, c.KnowledgeCollectionView>(
    "/knowledge-collections",
  ),
  getKnowledgeCollection: get<c.KnowledgeCollectionView>("/knowledge-collections/:id"),
  patchKnowledgeCollection: patch<In<typeof c.patchKnowledgeCollectionBody>, c.KnowledgeCollectionView>(
    "/knowledge-collections/:id",
  ),
  deleteKnowledgeCollection: remove<In<typeof c.deleteKnowledgeCollectionBody>>("/knowledge-collections/:id"),
  restoreKnowledgeCollection: post<undefined, c.KnowledgeCollectionView>("/knowledge-collections/:id/restoration"),
  listKnowledgeItems: get<Out<typeof c.knowledgeItemList>>("/knowledge-items"),
  createKnowledgeItem: post<In<typeof c.createKnowledgeItemBody>, c.KnowledgeItemView>("/knowledge-items"),
  getKnowledgeItem: get<c.KnowledgeItemView>("/knowledge-items/:id"),
  patchKnowledgeItem: patch<In<typeof c.patchKnowledgeItemBody>, c.KnowledgeItemView>("/knowledge-items/:id"),
  deleteKnowledgeItem: remove("/knowledge-items/:id"),
  restoreKnowledgeItem: post<undefined, c.KnowledgeItemView>("/knowledge-items/:id/restoration"),
  getKnowledgeFile: get<Blob>("/knowledge-files/:id"),
  uploadKnowledgeFile: post<Blob, c.KnowledgeFileView>("/knowledge-files"),
  search: get<c.SearchAnswer>("/search"),
  listContacts: get<Out<typeof c.listContactsAnswer>>("/contacts"),
  muteContact: put<undefined, c.ContactView>("/contacts/:id/channels/:channelId/mute"),
  unmuteContact: remove<undefined, c.ContactView>("/contacts/:id/channels/:channelId/mute"),
  previewDeletion: get<c.DeletionPreview>("/contacts/:id/deletion"),
  deleteContact: post<In<typeof c.deleteContactBody>>("/contacts/:id/deletion"),
  listContactDeletions: get<Out<typeof c.contactDeletions>>("/contact-deletions"),
  listMutedContacts: get<Out<typeof c.mutedContacts>>("/muted-contacts"),
  unmuteFromLog: remove("/muted-contacts/:id"),
  getPost: get<Out<typeof c.postOfConversation>>("/conversations/:id/post"),
  mutePost: put<undefined, Out<typeof c.postOfConversation>>("/conversations/:id/post/mute"),
  unmutePost: remove<undefined, Out<typeof c.postOfConversation>>("/conversations/:id/post/mute"),
  listMutedPosts: get<Out<typeof c.mutedPosts>>("/muted-posts"),
  unmutePostFromLog: remove("/muted-posts/:id"),
  getContact: get<c.ContactView>("/contacts/:id"),
  patchContact: patch<In<typeof c.patchContactBody>, c.ContactView>("/contacts/:id"),
  putAttributeValue: put<In<typeof c.putAttributeValueBody>, c.ContactView>("/contacts/:id/attributes/:attributeId"),
  listContactChanges: get<List<c.ContactChange>>("/contacts/:id/changes"),
  listNotes: get<List<c.ContactNote>>("/contacts/:id/notes"),
  createNote: post<In<typeof c.createNoteBody>, c.ContactNote>("/contacts/:id/notes"),
  putNote: put<In<typeof c.putNoteBody>, c.ContactNote>("/contacts/:id/notes/:noteId"),
  deleteNote: remove<undefined, c.ContactNote>("/contacts/:id/notes/:noteId"),
  restoreNote: post<undefined, c.ContactNote>("/contacts/:id/notes/:noteId/restore"),

  listAttributes: get<List<c.AttributeView>>("/contact-attributes"),
  createAttribute: post<In<typeof c.createAttributeBody>, c.AttributeView>("/contact-attributes"),
  patchAttribute: patch<In<typeof c.patchAttributeBody>, c.AttributeView>("/contact-attributes/:id"),
  getAttributeUse: get<Out<typeof c.attributeUse>>("/contact-attributes/:id/use"),
  deleteAttribute: remove("/contact-attributes/:id"),
  orderAttributes: put<In<typeof c.orderAttributesBody>, List<c.AttributeView>>("/contact-attribute-order"),
  getContactSettings: get<c.ContactSettings>("/contact-settings"),
  patchContactSettings: patch<In<typeof c.patchContactSettingsBody>, c.ContactSettings>("/contact-settings"),
  listContactGroups: get<Out<typeof c.contactGroupList>>("/contact-groups"),
  createContactGroup: post<In<typeof c.createContactGroupBody>, c.ContactGroupView>("/contact-groups"),
  patchContactGroup: patch<In<typeof c.patchContactGroupBody>, c.ContactGroupView>("/contact-groups/:id"),
  deleteContactGroup: remove("/contact-groups/:id"),
  previewContactGroup: post<In<typeof c.previewGroupBody>, Out<typeof c.previewGroupAnswer>>("/contact-groups/preview"),
} as const;
