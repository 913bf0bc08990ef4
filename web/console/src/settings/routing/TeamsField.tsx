import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { moved } from "../../ordered/moved";
import { Ordered } from "../../ordered/Ordered";
import { useMay } from "../../session/useMay";
import { Chosen } from "./Chosen";
import { Pick } from "./Pick";
import { type TeamRef, teamsQuery } from "./queries";
import classes from "./Routing.module.css";
import { tr } from "./texts";

interface TeamsFieldProps {
  label: string;
  teams: readonly TeamRef[];
  /** Whether they can be changed. */
  open: boolean;
  onTeams: (teams: readonly TeamRef[]) => void;
}

/** How many names the list shows at once; typing narrows it. */
const SHOWN = 60;

/** Teams in their order, and the way to add one. */
export function TeamsField({ label, teams, open, onTeams }: TeamsFieldProps) {
  const sees = useMay()("view_teams");
  const [search, setSearch] = useState("");
  const asked = useQuery({ ...teamsQuery, enabled: sees && open });
  const words = search.toLocaleLowerCase();
  const found = (asked.data ?? []).filter(
    ({ id, name }) => name.toLocaleLowerCase().includes(words) && !teams.some((team) => team.id === id),
  );
  return (
    <div className={classes.field}>
      {teams.length === 0 ? null : (
        <Ordered
          label={label}
          rows={teams}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          onMove={open ? (from, to) => onTeams(moved(teams, from, to)) : undefined}
        >
          {(team) => (
            <Chosen
              name={team.name}
              note={null}
              onRemove={open ? () => onTeams(teams.filter(({ id }) => id !== team.id)) : null}
            />
          )}
        </Ordered>
      )}
      {!open ? null : sees ? (
        <Pick
          label={tr("searchTeams")}
          hint={tr("searchTeamsHint")}
          none={tr("searchTeamsNone")}
          options={found.slice(0, SHOWN)}
          onSearch={setSearch}
          onPick={({ id, name }) => onTeams([...teams, { id, name }])}
        />
      ) : (
        <p className={classes.dim}>{tr("mayNotSee", { permission: t("permission.view_teams") })}</p>
      )}
    </div>
  );
}
