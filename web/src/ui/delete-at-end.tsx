import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ApartButton } from "./editor-end.tsx";

type Props = {
  readonly label: string;
  readonly title: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => Promise<unknown>;
  /** What follows, in words; asked for when the dialog opens. */
  readonly children: ReactNode;
};

/** At the end of an editor: deletes what is edited, after it has said what follows. */
export function DeleteAtEnd({ label, children, ...dialog }: Props): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ApartButton label={label} onClick={() => setAsking(true)} />
      <ConfirmDialog opened={asking} onClose={() => setAsking(false)} danger {...dialog}>
        {children}
      </ConfirmDialog>
    </>
  );
}
