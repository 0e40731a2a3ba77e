import type { BulkAssignee, BulkSelection } from "@guichet/contract";
import { IconUserCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { type PickItem, PickList } from "../../../ui/pick-list.tsx";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import { findPeople } from "../queue/find-people.ts";
import { inOrder } from "./candidates.ts";
import { Picker } from "./picker.tsx";
import { useCandidates } from "./use-candidates.ts";

type Props = { readonly selection: BulkSelection; readonly onPick: (person: BulkAssignee | null) => void };

/** To whom all of it goes: nobody, oneself, or a colleague who reaches its channels, all of them or some (W70). */
export function AssignPicker({ selection, onPick }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Picker name="assign" label={t("conversations.assignTo")} icon={IconUserCheck}>
      {(close) => (
        <People
          selection={selection}
          onPick={(person) => {
            close();
            onPick(person);
          }}
        />
      )}
    </Picker>
  );
}

const NOBODY = "nobody";

function People({ selection, onPick }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const { people, state } = useCandidates(selection);
  const ordered = inOrder(people, me);
  const hintOf = (one: BulkAssignee): Pick<PickItem, "hint"> => {
    const words = [
      one.id === me && t("conversations.me"),
      one.room && t("room.fullness", one.room),
      !one.everywhere && t("bulk.onlySome"),
    ].filter(Boolean);
    return words.length === 0 ? {} : { hint: words.join(", ") };
  };
  const find = (typed: string): PickItem[] => {
    const found = findPeople(ordered, typed).map((one) => ({
      id: one.id,
      label: one.name,
      face: <Face person={one} />,
      ...hintOf(one),
    }));
    return typed.trim() === "" ? [{ id: NOBODY, label: t("conversations.unassigned") }, ...found] : found;
  };
  const foot = { loading: "ui.loading", failed: "bulk.peopleFailed", known: "bulk.pickHint" } as const;
  return (
    <PickList
      label={t("conversations.searchColleagues")}
      placeholder={t("conversations.searchColleagues")}
      find={find}
      onPick={(id) => onPick(id === NOBODY ? null : (people.find((one) => one.id === id) ?? null))}
      empty={t("conversations.unassigned")}
      foot={t(foot[state])}
      isLoading={state === "loading"}
    />
  );
}

function Face({ person }: { readonly person: BulkAssignee }): ReactNode {
  return (
    <Avatar
      name={person.name}
      photo={person.photo}
      size={24}
      badge={<PresenceDot presence={person.presence} state={person.awayState?.name} size={8} />}
    />
  );
}
