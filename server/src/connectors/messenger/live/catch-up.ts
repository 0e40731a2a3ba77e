import type { Database } from "../../../db/index.ts";
import { changesSince, latestOf } from "../thread/read-thread.ts";
import { readAgentMark } from "../thread/thread.sql.ts";
import { findIdentity } from "../visitor/visitors.sql.ts";
import type { LineRegistry } from "./line-registry.ts";
import type { VisitorLine } from "./visitor-line.ts";

type Deps = { readonly database: Database; readonly registry: LineRegistry };

/** First everything since the cursor, as fast as the visitor reads; then `caught_up`; then what happens (I13). */
export async function catchUp({ database, registry }: Deps, line: VisitorLine, after: string): Promise<void> {
  const { visitor } = line;
  const scope = { ...visitor, db: database.of(visitor.organizationId) };
  const identity = await findIdentity(scope.db, visitor);
  let cursor = after;
  if (identity !== undefined) {
    registry.learn(visitor, identity.id);
    for await (const messages of changesSince(scope, identity, after)) {
      await line.sendMessages(messages);
      if (!line.isOpen) return;
      cursor = latestOf(messages, cursor);
    }
    const mark = await readAgentMark(scope, identity);
    if (mark !== undefined) line.tellAgentRead(mark);
  }
  await line.caughtUp(cursor);
}
