import { assertNever } from "../../lib/never.ts";
import type { MessageNews } from "../message-news.ts";

/**
 * What news of one piece of a message say of the message; undefined: nothing. Any piece may fail it, otherwise the one that names
 * it speaks for all. A person's reactions under several pieces stand beside one another. New words of a piece are not those of
 * the whole.
 */
export function ofPiece(news: MessageNews, externalId: string): MessageNews | undefined {
  switch (news.kind) {
    case "deleted":
    case "hidden":
      return news;
    case "reacted":
      return { ...news, by: `${news.by} ${externalId}` };
    case "delivery":
      return news.state === "failed" ? news : undefined;
    case "edited":
      return undefined;
    default:
      return assertNever(news);
  }
}
