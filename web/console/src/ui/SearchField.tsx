import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { Icon } from "./Icon";

interface SearchFieldProps {
  label: string;
  /** What is looked for at first. */
  words: string;
  /** What the button that clears it is called; without it there is none. */
  clear?: string;
  /** Word of what is looked for, a moment after it was typed. */
  onSearch: (words: string) => void;
}

/** A field for words that narrow a list. */
export function SearchField({ label, words, clear, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(words);
  const look = useDebouncedCallback(onSearch, 250);
  return (
    <TextInput
      type="search"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        look(event.currentTarget.value);
      }}
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={16} />}
      rightSection={
        clear === undefined || typed === "" ? null : (
          <CloseButton
            aria-label={clear}
            onClick={() => {
              setTyped("");
              onSearch("");
            }}
          />
        )
      }
    />
  );
}
