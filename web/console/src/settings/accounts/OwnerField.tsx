import "@mantine/core/styles/Combobox.css";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ownersQuery } from "./queries";
import { ta } from "./texts";

export interface Owner {
  id: string;
  name: string;
}

/** The agent who owns a company, found by name or e-mail among all of them. */
export function OwnerField({
  owner,
  fault,
  onOwner,
}: {
  owner: Owner | null;
  fault: string | null;
  onOwner: (owner: Owner) => void;
}) {
  const [typed, setTyped] = useState("");
  // What is shown once one was chosen is no search.
  const [search] = useDebouncedValue(typed === labelOf(owner) ? "" : typed, 150);
  const { data = [] } = useQuery(ownersQuery(search));
  const found = data.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
  const known = owner === null || found.some(({ value }) => value === owner.id);
  const options = known ? found : [{ value: owner.id, label: owner.name }, ...found];
  return (
    <Select
      label={ta("owner")}
      description={ta("ownerHint")}
      data={options}
      value={owner?.id ?? null}
      onChange={(id, chosen) => id !== null && onOwner({ id, name: chosen?.label ?? "" })}
      searchable
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      allowDeselect={false}
      nothingFoundMessage={ta("ownerNone")}
      comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: false }}
      error={fault}
    />
  );
}

function labelOf(owner: Owner | null): string {
  return owner?.name ?? "";
}
