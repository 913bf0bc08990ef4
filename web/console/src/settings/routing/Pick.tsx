import "@mantine/core/styles/Combobox.css";
import { Select } from "@mantine/core";
import { useState } from "react";

export interface Option {
  id: string;
  name: string;
}

interface PickProps {
  label: string;
  hint: string;
  /** What is told when nothing is found. */
  none: string;
  /** What can be picked now. */
  options: readonly Option[];
  fault?: string | null;
  onSearch: (words: string) => void;
  onPick: (option: Option) => void;
}

/** Finds one of many by a part of its name; what is picked goes into a list elsewhere. */
export function Pick({ label, hint, none, options, fault = null, onSearch, onPick }: PickProps) {
  const [words, setWords] = useState("");
  const search = (next: string) => {
    setWords(next);
    onSearch(next.trim());
  };
  return (
    <Select
      label={label}
      description={hint}
      data={options.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      onChange={(id) => {
        const option = options.find((one) => one.id === id);
        search("");
        if (option !== undefined) onPick(option);
      }}
      searchable
      searchValue={words}
      onSearchChange={search}
      filter={({ options }) => options}
      nothingFoundMessage={none}
      comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: false }}
      maxDropdownHeight={260}
      error={fault}
    />
  );
}
