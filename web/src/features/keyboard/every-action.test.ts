import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { routes } from "../../api/routes.ts";
import { COMMAND_OF } from "../conversations/row-menu/row-deeds.ts";
import { CATALOGUE } from "./catalogue.ts";

const source = join(import.meta.dirname, "../..");
const ids = new Set(CATALOGUE.flatMap((group) => group.commands).map((command) => command.id));

/** What an agent does on the server, and the commands by which it is done. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  bringNext: ["inbox.next"],
  cancelBoomerang: ["conversation.cancelBoomerang"],
  cancelBulkAction: ["bulk.stop"],
  cancelScheduled: ["scheduled.cancel"],
  changeTags: ["conversation.tag"],
  changeTopics: ["conversation.topic"],
  createBulkAction: [
    ...["bulk.resolve", "bulk.assign", "bulk.team", "bulk.topic", "bulk.topicOff", "bulk.tag", "bulk.tagOff"],
    ...["bulk.boomerang", "bulk.cancelBoomerang", "bulk.pending", "bulk.new"],
  ],
  createNote: ["contact.note"],
  createQueueView: ["views.save"],
  delegate: ["conversation.assignTo"],
  deleteContact: ["contact.delete"],
  deleteNote: ["contact.noteDelete"],
  deleteQueueView: ["views.delete"],
  discardFile: ["file.discard"],
  discardMessage: ["message.discard"],
  insertItem: ["conversation.knowledge"],
  markUnread: ["conversation.markUnread"],
  maskMessage: ["message.mask"],
  moderateMessage: [
    "message.like",
    "message.unlike",
    "message.repost",
    "message.unrepost",
    "message.hide",
    "message.unhide",
    "message.delete",
  ],
  moveScheduled: ["scheduled.move"],
  moveToTeam: ["conversation.team"],
  muteContact: ["contact.mute"],
  mutePost: ["contact.mutePost"],
  openConversation: ["conversation.open", "conversation.takeOver"],
  patchContact: ["contact.rename", "contact.vip"],
  patchQueueView: ["views.saveChanges", "views.rename", "views.share", "views.unshare"],
  putAttributeValue: ["contact.attribute"],
  putNote: ["contact.noteEdit"],
  putNotificationChoices: ["go.notifications"],
  readNotification: ["notifications.open"],
  readNotifications: ["notifications.readAll"],
  replyInPrivate: ["conversation.replyInPrivate"],
  restoreNote: ["undo"],
  restoreQueueView: ["undo"],
  retryFile: ["file.retry"],
  retryMessage: ["message.retry"],
  scheduleReply: ["conversation.sendLater"],
  sendMessage: ["conversation.send", "conversation.sendAndPending", "conversation.sendAndResolve"],
  sendScheduled: ["scheduled.sendNow"],
  setAssignee: ["conversation.assignTo", "conversation.assignToMe"],
  setBoomerang: ["conversation.boomerang", "conversation.boomerangResolved"],
  setPresence: ["presence"],
  setStatus: ["conversation.resolve", "conversation.pending", "conversation.backToNew"],
  signOut: ["signOut"],
  startConversation: ["inbox.newMessage"],
  takeScheduledBack: ["scheduled.edit"],
  undoBulkAction: ["undo"],
  undoMove: ["undo"],
  undoStatus: ["undo"],
  unmuteContact: ["contact.mute"],
  unmutePost: ["contact.mutePost"],
  uploadFile: ["conversation.attach"],
  withdrawMessage: ["undo"],
};
/** Written by the page itself: nobody asks for it. */
const BY_ITSELF = ["deleteDraft", "leaveConversation", "listBulkAssignees", "listBulkTeams", "markRead", "putDraft"];

/** The lines of each menu in their order, and the commands that do the same. */
const MENU_LINES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "app/shell/availability.tsx": [["presence"], ["go.profile"], ["signOut"]],
  "app/shell/help-menu.tsx": [["go.help"], ["shortcuts"], ["go.help"], ["go.help"], ["go.help"], ["go.help"]],
  "features/conversations/composer/send-button.tsx": [
    ["conversation.send", "conversation.sendAndPending", "conversation.sendAndResolve"],
    ["conversation.sendLater"],
  ],
  "features/conversations/moderating/moderate-menu.tsx": [ACTIONS.moderateMessage ?? []],
  "features/conversations/row-menu/row-menu.tsx": [Object.values(COMMAND_OF)],
  "features/conversations/thread/view-menu.tsx": [
    ["conversation.audit"],
    ["conversation.allChannels"],
    ["conversation.markUnread"],
    ["conversation.why"],
  ],
  "features/conversations/views/view-menu.tsx": [
    ["views.moveUp"],
    ["views.moveDown"],
    ["views.rename"],
    ["views.share"],
    ["views.unshare"],
    ["views.delete"],
  ],
};

describe("what an agent can do", () => {
  const texts = new Map(
    globSync(["{app,features/{conversations,contacts,notifications}}/**/*.{ts,tsx}", "pages/inbox-*.{ts,tsx}"], {
      cwd: source,
      exclude: ["features/contacts/settings/**", "**/*.test.ts"],
    }).map((file) => [file, readFileSync(join(source, file), "utf8")]),
  );

  it("W98 every route by which an agent's pages write has its command", () => {
    const written = [...texts.values()].flatMap((text) =>
      [...text.matchAll(/\broutes\.(\w+)/g)].map((match) => match[1] ?? "").filter(writes),
    );
    expect([...new Set(written)].toSorted()).toEqual([...Object.keys(ACTIONS), ...BY_ITSELF].toSorted());
  });

  it("W98 every line of a menu has its command", () => {
    const counted = [...texts].flatMap(([file, text]) => {
      const lines = text.match(/<Menu\.(Item|CheckboxItem)\b/g)?.length ?? 0;
      return lines === 0 ? [] : [[file, lines] as const];
    });
    const known = Object.entries(MENU_LINES).map(([file, lines]) => [file, lines.length]);
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(known));
  });

  it("W98 these commands are there", () => {
    const named = [...Object.values(ACTIONS), ...Object.values(MENU_LINES).flat()].flat();
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    expect(Object.values(ACTIONS).filter((commands) => commands.length === 0)).toEqual([]);
  });
});

function writes(name: string): boolean {
  return Object.entries(routes).some(([one, route]) => one === name && route.method !== "GET");
}
