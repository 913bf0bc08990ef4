import { useNavigate } from "@tanstack/react-router";
import { t } from "../messages/t";
import { Pills } from "../ui/Pills";
import { SearchField } from "../ui/SearchField";
import classes from "./Dialogues.module.css";
import { type DialogueFilters, readDialogueFilters, STANDINGS } from "./filters";
import { tl } from "./list-texts";

/** What narrows the list of dialogues. */
export function FilterBar({ filters }: { filters: DialogueFilters }) {
  const navigate = useNavigate();
  const narrow = (part: Partial<Record<keyof DialogueFilters, unknown>>) => {
    void navigate({ to: ".", search: readDialogueFilters({ ...filters, ...part }), replace: true });
  };
  return (
    <search className={classes.filters} aria-label={tl("filters")}>
      <SearchField label={t("dialogues.search")} words={filters.q ?? ""} onSearch={(q) => narrow({ q })} />
      <Pills
        label={tl("status")}
        value={filters.status}
        options={[[undefined, tl("all")] as const, ...STANDINGS.map((one) => [one, tl(one)] as const)]}
        onChange={(status) => narrow({ status })}
      />
    </search>
  );
}
