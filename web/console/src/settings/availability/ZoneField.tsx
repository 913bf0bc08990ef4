import "@mantine/core/styles/Combobox.css";
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { timeIn } from "../../ui/untilWords";
import { useNow } from "../../ui/useNow";
import { ta } from "./texts";

/** How many names the list shows at once; typing narrows it. */
const SHOWN = 60;

/** Whose wall clock the hours are by. Found by any part of its name. */
export function ZoneField({
  zone,
  zones,
  fault,
  onZone,
}: {
  zone: string;
  zones: readonly string[];
  fault: string | null;
  onZone: (zone: string) => void;
}) {
  const now = useNow();
  // Few write the names as they are kept: New York is America/New_York.
  const data = useMemo(() => zones.map((value) => ({ value, label: value.replaceAll("_", " ") })), [zones]);
  return (
    <Select
      label={ta("zone")}
      description={`${ta("zoneHint")} ${ta("zoneNow", { time: timeIn(now, zone) })}`}
      data={data}
      value={zone}
      onChange={(value) => value !== null && onZone(value)}
      searchable
      limit={SHOWN}
      allowDeselect={false}
      nothingFoundMessage={ta("zoneNone")}
      comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: false }}
      error={fault}
    />
  );
}
