import { useId } from "react";
import { PersonMark } from "../../ui/PersonMark";
import classes from "./ColleagueList.module.css";
import type { Colleagues, TransferTo } from "./queries";
import { tt } from "./texts";

/** To whom a chat is handed, with their name. */
export interface Target {
  to: TransferTo;
  name: string;
}

interface ColleagueListProps {
  found: Colleagues;
  sought: string;
  target: Target | null;
  onTarget: (target: Target) => void;
}

/** Agents and teams, one of which is chosen, each with whether they can take a chat now. */
export function ColleagueList({ found, sought, target, onTarget }: ColleagueListProps) {
  const group = useId();
  const chosen = target && ("agent" in target.to ? target.to.agent : target.to.team);
  if (found.agents.length + found.teams.length === 0) {
    return (
      <p className={classes.none} role="status">
        {tt(sought ? "none" : "nobody")}
      </p>
    );
  }
  const row = (
    id: string,
    name: string,
    to: TransferTo,
    able: boolean,
    status: string,
    avatar?: string | null,
  ) => (
    <label key={id} className={classes.row} data-able={able || undefined}>
      <input type="radio" name={group} checked={chosen === id} onChange={() => onTarget({ to, name })} />
      <PersonMark name={name} seed={id} size={28} picture={avatar} />
      <span className={classes.name}>
        <bdi>{name}</bdi>
      </span>
      <span className={classes.status}>{status}</span>
    </label>
  );
  return (
    <div className={classes.list}>
      {found.agents.length > 0 ? (
        <fieldset>
          <legend>{tt("agents")}</legend>
          {found.agents.map(({ id, name, status, avatar }) =>
            row(id, name, { agent: id }, status === "able", tt(status), avatar),
          )}
        </fieldset>
      ) : null}
      {found.teams.length > 0 ? (
        <fieldset>
          <legend>{tt("teams")}</legend>
          {found.teams.map(({ id, name, able }) => row(id, name, { team: id }, able > 0, teamStatus(able)))}
        </fieldset>
      ) : null}
    </div>
  );
}

function teamStatus(able: number): string {
  if (able === 0) return tt("team.none");
  return tt(able === 1 ? "team.one" : "team.other", { count: able });
}
