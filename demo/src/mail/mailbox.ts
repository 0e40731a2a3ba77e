/** A mail as it lies in a mailbox. Its text is kept as latin1, so that one character is one byte. */
export type StoredMail = { readonly uid: number; readonly bytes: string; readonly arrivedAt: Date; flags: Set<string> };

export type Mailbox = {
  readonly name: string;
  /** What it is for, as RFC 6154 names it. */
  readonly use: string | undefined;
  readonly uidValidity: number;
  readonly mails: readonly StoredMail[];
  nextUid(): number;
  add(bytes: string, flags?: readonly string[], arrivedAt?: Date): number;
  /** Calls back whenever a mail comes. Returns what ends it. */
  watch(onMail: () => void): () => void;
};

/** Mails in memory, under numbers that only grow. Nothing is ever expunged. */
export function createMailbox(name: string, use?: string): Mailbox {
  const mails: StoredMail[] = [];
  const watchers = new Set<() => void>();
  const nextUid = () => mails.length + 1;
  return {
    ...{ name, use, mails, nextUid },
    uidValidity: Math.floor(Date.now() / 1000),
    add(bytes, flags = [], arrivedAt = new Date()) {
      const uid = nextUid();
      mails.push({ uid, bytes, arrivedAt, flags: new Set(flags) });
      for (const tell of watchers) tell();
      return uid;
    },
    watch(onMail) {
      watchers.add(onMail);
      return () => void watchers.delete(onMail);
    },
  };
}

/** Opens a mailbox by its name; INBOX in any case (RFC 3501 5.1). */
export function findMailbox(mailboxes: readonly Mailbox[], name: string): Mailbox | undefined {
  return mailboxes.find((box) => box.name === name || (box.name === "INBOX" && name.toUpperCase() === "INBOX"));
}
