import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { t } from "../../../messages/t";
import { ONCE_READ } from "../../../session/onceRead";
import { ApiError } from "../../../session/session";
import { Loading } from "../../../shell/Loading";
import { Needs } from "../../../shell/Needs";
import { Page } from "../../../ui/Page";
import { RingOrderField } from "../RingOrderField";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { teamQuery } from "./queries";
import { TeamForm } from "./TeamForm";

/** A team to be made. */
export function NewTeamPage() {
  return (
    <Needs permission="manage_teams">
      <Page title={tr("teamNew")}>
        <TeamForm id={null} first={{ name: "", agents: [] }} />
      </Page>
    </Needs>
  );
}

/** One team. */
export function TeamPage() {
  const { team } = useParams({ strict: false });
  return <Needs permission="view_teams">{team === undefined ? null : <Loaded key={team} id={team} />}</Needs>;
}

function Loaded({ id }: { id: string }) {
  const { data, error, isRefetching, refetch } = useQuery({ ...teamQuery(id), ...ONCE_READ });
  if (data !== undefined && !isRefetching) {
    return (
      <Page title={data.name}>
        <RingOrderField ring={id} />
        <TeamForm id={id} first={data} />
      </Page>
    );
  }
  if (error === null) return <Loading />;
  if (error instanceof ApiError && error.code === "not_found") {
    return (
      <Page title={tr("teamMissing")} hint={tr("teamMissingHint")}>
        {null}
      </Page>
    );
  }
  return (
    <Page title={tr("teams")}>
      <div role="alert" className={classes.field}>
        <p className={classes.dim}>{tr("teamFailed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("list.retry")}
        </Button>
      </div>
    </Page>
  );
}
