/**
 * Our message's id travels in `metadata` and comes back in the echo. A message that leaves in several calls is settled by the
 * echo of its last one alone: the others say which piece they are, or a crash in between would look like all of it.
 */
export type OwnMark = { readonly clientRef: string; readonly isLast: boolean };

const MARK = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(#\d{1,3})?$/;

export function writeMark(clientRef: string, index: number, count: number): string {
  return index === count - 1 ? clientRef : `${clientRef}#${index + 1}`;
}

/** Undefined: it is not one of ours. */
export function readMark(metadata: string | undefined): OwnMark | undefined {
  const found = MARK.exec(metadata ?? "");
  const [, clientRef, piece] = found ?? [];
  return clientRef === undefined ? undefined : { clientRef, isLast: piece === undefined };
}
