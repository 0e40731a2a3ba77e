import { WAITING_SPANS, WINDOW_STATES } from "@guichet/contract";
import { IconFilter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { activeParts, type FilterChange, type QueueFilter } from "../picture/queue-filter.ts";
import { FilterButton } from "./filter-button.tsx";
import { Option, OptionGroup, OptionPills, SearchPanel } from "./search-panel.tsx";
import { useFilterChoices } from "./use-filter-choices.ts";

type Props = { readonly filter: QueueFilter; readonly onChange: (change: FilterChange) => void };

/** Every filter but channels and assignment, behind one button that says how many filters are on (W43–W46). */
export function FiltersButton({ filter, onChange }: Props): ReactNode {
  const { t } = useWords();
  const active = activeParts(filter).length;
  return (
    <FilterButton
      name="filters"
      label={t("views.filters")}
      title={active === 0 ? t("views.filters") : t("views.activeFilters", { count: active })}
      icon={IconFilter}
      active={active > 0}
      {...(active > 0 ? { value: String(active) } : {})}
    >
      {() => <Choices filter={filter} onChange={onChange} />}
    </FilterButton>
  );
}

function Choices({ filter, onChange }: Props): ReactNode {
  const { t } = useWords();
  const find = useFilterChoices(filter, onChange);
  return (
    <SearchPanel label={t("views.searchFilters")}>
      {(wanted) => {
        const found = find(wanted).filter(({ options }) => options.length > 0);
        if (wanted !== "" && found.length === 0) return null;
        return (
          <>
            {wanted === "" && <FewChoices filter={filter} onChange={onChange} />}
            {found.map(({ label, options }) => (
              <OptionGroup key={label} label={label} headed>
                {options.map((option) => (
                  <Option key={option.id} label={option.label} checked={option.checked} onChange={option.onChange} />
                ))}
              </OptionGroup>
            ))}
          </>
        );
      }}
    </SearchPanel>
  );
}

/** What has only a handful of choices, always the same. */
function FewChoices({ filter, onChange }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <OptionPills
        label={t("views.visibility")}
        name="visibility"
        options={[
          { value: null, label: t("views.visibility_both") },
          { value: "public", label: t("views.visibility_public") },
          { value: "private", label: t("views.visibility_private") },
        ]}
        chosen={filter.visibility}
        onChange={(visibility) => onChange({ visibility })}
      />
      {filter.status !== "resolved" && (
        <OptionPills
          label={t(filter.status === "new" ? "views.waiting" : "views.pendingFor")}
          name="waiting"
          options={[
            { value: null, label: t("views.waiting_any") },
            ...WAITING_SPANS.map((span) => ({ value: span, label: t(`views.waiting_${span}`) })),
          ]}
          chosen={filter.waiting}
          onChange={(waiting) => onChange({ waiting })}
        />
      )}
      {filter.status !== "resolved" && (
        <OptionPills
          label={t("views.window")}
          name="window"
          options={[
            { value: null, label: t("views.window_any") },
            ...WINDOW_STATES.map((state) => ({ value: state, label: t(`views.window_${state}`) })),
          ]}
          chosen={filter.window}
          onChange={(window) => onChange({ window })}
        />
      )}
    </>
  );
}
