import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../../session/useMay";
import { Needs } from "../../../shell/Needs";
import { Icon } from "../../../ui/Icon";
import { Listing } from "../../../ui/Listing";
import { Page } from "../../../ui/Page";
import { type TeamRow, teamsQuery } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { DeleteTeam } from "./DeleteTeam";

/** Named sets of agents, each with a ring of its own (`ROUTE-5`). */
export function TeamsPage() {
  return (
    <Needs permission="view_teams">
      <Teams />
    </Needs>
  );
}

function Teams() {
  const manages = useMay()("manage_teams");
  const asked = useQuery(teamsQuery);
  const [deleted, setDeleted] = useState<TeamRow | null>(null);
  return (
    <Page
      title={tr("teams")}
      hint={tr("teamsHint")}
      actions={
        manages ? (
          <Button
            leftSection={<Icon name="plus" size={16} />}
            renderRoot={(props) => <Link to="/settings/teams/new" {...props} />}
          >
            {tr("teamNew")}
          </Button>
        ) : undefined
      }
    >
      <Listing
        label={tr("teams")}
        asked={asked}
        rows={asked.data}
        keyOf={({ id }) => id}
        failed={tr("teamsFailed")}
        none={tr("teamsNone")}
      >
        {(row) => (
          <div className={classes.rule}>
            <div className={classes.what}>
              <Link
                to="/settings/teams/$team"
                params={{ team: row.id }}
                aria-label={tr("teamOpen", { name: row.name })}
                dir="auto"
              >
                {row.name}
              </Link>
              <span>{row.members === 1 ? tr("teamMember") : tr("teamMembers", { count: row.members })}</span>
            </div>
            {manages ? (
              <div className={classes.tools}>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={tr("teamDeleteOf", { name: row.name })}
                  onClick={() => setDeleted(row)}
                >
                  {tr("delete")}
                </Button>
              </div>
            ) : null}
          </div>
        )}
      </Listing>
      {deleted === null ? null : <DeleteTeam row={deleted} onClose={() => setDeleted(null)} />}
    </Page>
  );
}
