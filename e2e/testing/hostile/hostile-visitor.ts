import { openSessionAnswer, type PageFacts, type UpdateVisitorBody, visitorFileAnswer } from "@guichet/contract";
import { uuidV7 } from "../../../server/src/lib/uuid-v7.ts";

/** Somebody at the public door of the messenger who says what they like about themselves, their page and their files. */
export type Visitor = {
  tell(facts: UpdateVisitorBody): Promise<void>;
  write(text: string, attachmentIds?: readonly string[]): Promise<void>;
  upload(name: string, content: string): Promise<string>;
};

export async function becomeVisitor(base: string, channelId: string, page: PageFacts = {}): Promise<Visitor> {
  const door = `${base}/messenger/${channelId}`;
  const json = { "content-type": "application/json" };
  const call = async (method: string, path: string, headers: Record<string, string>, body: string) => {
    const response = await fetch(door + path, { method, headers: { origin: base, ...headers }, body });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return answer === "" ? undefined : JSON.parse(answer);
  };
  const { token } = openSessionAnswer.parse(await call("POST", "/sessions", json, JSON.stringify({ page })));
  const authorization = `Bearer ${token}`;
  return {
    async tell(facts) {
      await call("PATCH", "/visitor", { ...json, authorization }, JSON.stringify(facts));
    },
    async write(text, attachmentIds = []) {
      const body = { id: uuidV7(), text, attachmentIds };
      await call("POST", "/messages", { ...json, authorization }, JSON.stringify(body));
    },
    async upload(name, content) {
      const headers = { "content-type": "application/octet-stream", authorization };
      return visitorFileAnswer.parse(await call("POST", `/files?name=${encodeURIComponent(name)}`, headers, content))
        .id;
    },
  };
}
