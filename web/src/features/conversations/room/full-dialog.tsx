import type { Room } from "@guichet/contract";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

/** Somebody would have more than they may. */
export type AskedFull = {
  readonly person: { readonly id: string; readonly name: string };
  readonly room: Room;
  /** So many they would get. */
  readonly count: number;
  readonly go: () => void;
};
type Props = { readonly asked: AskedFull; readonly onClose: () => void };

/** By hand one may give more than the maximum, once one knows it (R67). */
export function FullDialog({ asked: { person, room, count, go }, onClose }: Props): ReactNode {
  const { t } = useWords();
  const mine = person.id === useMe().id;
  const numbers = { ...room, count, after: room.assigned + count };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("room.title")}
      confirmLabel={t("room.go")}
      onConfirm={async () => go()}
    >
      {mine ? t("room.textMine", numbers) : t("room.text", { ...numbers, name: person.name })}
    </ConfirmDialog>
  );
}
