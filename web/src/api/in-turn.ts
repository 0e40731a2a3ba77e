const turns = new Map<string, Promise<unknown>>();

/** Changes of one thing reach the server in the order in which they were made. */
export async function inTurn<Answer>(id: string, work: () => Promise<Answer>): Promise<Answer> {
  const mine = (turns.get(id) ?? Promise.resolve()).then(work, work);
  turns.set(id, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(id) === mine) turns.delete(id);
  }
}

/** Is a change of it still on its way? */
export function isUnderWay(id: string): boolean {
  return turns.has(id);
}
