import type { OutboundFile } from "../../connector.ts";
import type { Json } from "../../read-json.ts";

const TITLE_MAX = 60;
const KB = 1024;

/** A file that WeChat does not take, as a card with its name and size; whoever taps it fetches it from us. */
export function linkCard({ name, size, lastingUrl }: OutboundFile): Json {
  const title = fitName(name);
  const description = size < KB * KB ? `${Math.ceil(size / KB)} kB` : `${(size / KB / KB).toFixed(1)} MB`;
  return { msgtype: "news", news: { articles: [{ title, description, url: lastingUrl }] } };
}

/** The ending says what it is, so it stays. */
function fitName(name: string): string {
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? "";
  const start = name.slice(0, name.length - ending.length);
  return `${start.slice(0, TITLE_MAX - ending.length)}${ending}`.toWellFormed();
}
