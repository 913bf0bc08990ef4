import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../messages/t";
import { Icon } from "../ui/Icon";
import classes from "./Dialogues.module.css";
import { type DialogueFilters, readDialogueFilters, STANDINGS } from "./filters";
import { tl } from "./list-texts";

/** What narrows the list of dialogues. */
export function FilterBar({ filters }: { filters: DialogueFilters }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(filters.q ?? "");
  const narrow = (part: Partial<Record<keyof DialogueFilters, unknown>>) => {
    void navigate({ to: ".", search: readDialogueFilters({ ...filters, ...part }), replace: true });
  };
  const look = useDebouncedCallback((q: string) => narrow({ q }), 250);
  return (
    <search className={classes.filters} aria-label={tl("filters")}>
      <TextInput
        type="search"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
        aria-label={t("dialogues.search")}
        placeholder={t("dialogues.search")}
        leftSection={<Icon name="search" size={16} />}
      />
      <fieldset className={classes.views} aria-label={tl("status")}>
        {([undefined, ...STANDINGS] as const).map((status) => (
          <button
            key={status ?? ""}
            type="button"
            aria-pressed={filters.status === status}
            onClick={() => narrow({ status })}
          >
            {tl(status ?? "all")}
          </button>
        ))}
      </fieldset>
    </search>
  );
}
