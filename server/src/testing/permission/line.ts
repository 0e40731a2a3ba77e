import { WebSocket } from "ws";

/** A person's live feed as a browser would hold it: what came and was not looked at yet, and how far it is. */
export type Line<Who> = {
  readonly person: Who;
  readonly socket: WebSocket;
  readonly frames: string[];
  position: bigint;
  closed: boolean;
};

export async function listen<Who extends { readonly cookie: string }>(
  base: string,
  person: Who,
  after: bigint,
): Promise<Line<Who>> {
  const socket = new WebSocket(`${base.replace("http", "ws")}/api/v1/live?after=${after}`, {
    headers: { cookie: person.cookie },
  });
  const line: Line<Who> = { person, socket, frames: [], position: after, closed: false };
  socket.on("message", (data) => {
    const text = String(data);
    line.frames.push(text);
    const position = /"position":"(\d+)"/.exec(text)?.[1];
    if (position !== undefined && BigInt(position) > line.position) line.position = BigInt(position);
  });
  socket.on("close", () => {
    line.closed = true;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  return line;
}
