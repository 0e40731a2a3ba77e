/** A direct message that its author may still change. */
type Said = {
  readonly mid: string;
  text: string;
  edits: number;
  deleted: boolean;
  reaction: string | undefined;
};

/** What a contact does with messages that stand there. `reactions`: emoji → its name there; any other is `other`. */
export function createSaidActs(tell: (event: object) => void, reactions: Readonly<Record<string, string>>) {
  return {
    edit(said: Said, text: string): void {
      said.text = text;
      said.edits += 1;
      tell({ message_edit: { mid: said.mid, text, num_edit: said.edits } });
    },
    unsend(said: Said): void {
      said.deleted = true;
      tell({ message: { mid: said.mid, is_deleted: true } });
    },
    react(said: Said, emoji: string | undefined): void {
      said.reaction = emoji;
      const told =
        emoji === undefined ? { action: "unreact" } : { action: "react", reaction: reactions[emoji] ?? "other", emoji };
      tell({ reaction: { mid: said.mid, ...told } });
    },
  };
}
