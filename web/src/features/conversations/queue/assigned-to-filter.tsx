import { IconUserCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import type { AssignedTo } from "../picture/queue-filter.ts";
import { useColleagues } from "../use-world.ts";
import { FilterButton } from "./filter-button.tsx";
import { foldText } from "./fold-text.ts";
import { Option, OptionGroup, SearchPanel, withOne } from "./search-panel.tsx";

type Selected = readonly AssignedTo[] | null;
type Props = { readonly selected: Selected; readonly onChange: (selected: Selected) => void };
const WORDS = { unassigned: "unassigned", me: "assignedToMe", others: "assignedToOthers" } as const;
type Word = keyof typeof WORDS;

/** Whose conversations: nobody's, mine, others', or those of some colleagues (W42). */
export function AssignedToFilter({ selected, onChange }: Props): ReactNode {
  const { t } = useWords();
  const value = useValueWords(selected);
  return (
    <FilterButton
      name="assignedTo"
      label={value ?? t("conversations.assignedTo")}
      active={selected !== null}
      title={t("conversations.assignedTo")}
      // Nobody chosen: a picture, so that all filters stand in one line.
      {...(value === undefined ? { icon: IconUserCheck } : {})}
    >
      {() => <Choices selected={selected} onChange={onChange} />}
    </FilterButton>
  );
}

function useValueWords(selected: Selected): string | undefined {
  const { t } = useWords();
  const colleagues = useColleagues();
  const first = selected?.[0];
  if (selected === null || first === undefined) return undefined;
  const name = isWord(first) ? t(`conversations.${WORDS[first]}`) : colleagues.find((one) => one.id === first)?.name;
  return selected.length === 1 ? name : `${name ?? ""} +${selected.length - 1}`;
}

function isWord(value: AssignedTo): value is Word {
  return value in WORDS;
}

function Choices({ selected, onChange }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const colleagues = useColleagues();
  const set = (value: AssignedTo, on: boolean): void => onChange(withOne(selected, value, on));
  return (
    <SearchPanel label={t("conversations.searchColleagues")}>
      {(wanted) => {
        const found = colleagues
          .filter((one) => one.id !== me && !one.deactivated && foldText(one.name).includes(wanted))
          .toSorted((a, b) => a.name.localeCompare(b.name));
        if (wanted !== "" && found.length === 0) return null;
        return (
          <>
            {wanted === "" && (
              <OptionGroup label={t("conversations.assignedTo")}>
                <Option label={t("conversations.anyone")} checked={selected === null} onChange={() => onChange(null)} />
                {(["unassigned", "me", "others"] as const).map((word) => (
                  <Option
                    key={word}
                    label={t(`conversations.${WORDS[word]}`)}
                    checked={selected?.includes(word) ?? false}
                    onChange={(on) => set(word, on)}
                  />
                ))}
              </OptionGroup>
            )}
            <OptionGroup label={t("conversations.colleagues")}>
              {found.map((one) => (
                <Option
                  key={one.id}
                  label={one.name}
                  mark={<PresenceDot presence={one.presence} state={one.awayState?.name} />}
                  checked={selected?.includes(one.id) ?? false}
                  onChange={(on) => set(one.id, on)}
                />
              ))}
            </OptionGroup>
          </>
        );
      }}
    </SearchPanel>
  );
}
