import { allChannels } from "./en/allChannels.ts";
import { bulk } from "./en/bulk.ts";
import { contacts } from "./en/contacts.ts";
import { conversations } from "./en/conversations.ts";
import { errors } from "./en/errors.ts";
import { insights } from "./en/insights.ts";
import { lifeLine } from "./en/lifeLine.ts";
import { moderating } from "./en/moderating.ts";
import { next } from "./en/next.ts";
import { notifications } from "./en/notifications.ts";
import { platforms } from "./en/platforms.ts";
import { post } from "./en/post.ts";
import { priority } from "./en/priority.ts";
import { replyBox } from "./en/replyBox.ts";
import { room } from "./en/room.ts";
import { routing } from "./en/routing.ts";
import { rowMenu } from "./en/rowMenu.ts";
import { shell } from "./en/shell.ts";
import { sla } from "./en/sla.ts";
import { stuck } from "./en/stuck.ts";
import { time } from "./en/time.ts";
import { told } from "./en/told.ts";
import { ui } from "./en/ui.ts";
import { views } from "./en/views.ts";
import { virtualAgents } from "./en/virtualAgents.ts";

/** English: the catalogue whose keys all other languages must have. Messages are ICU. */
export const en = {
  allChannels,
  bulk,
  contacts,
  conversations,
  errors,
  insights,
  lifeLine,
  moderating,
  next,
  notifications,
  platforms,
  post,
  priority,
  replyBox,
  room,
  routing,
  rowMenu,
  shell,
  sla,
  stuck,
  time,
  told,
  ui,
  views,
  virtualAgents,
};
