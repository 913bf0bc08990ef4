import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { t } from "../../messages/t";
import { ONCE_READ } from "../../session/onceRead";
import { ApiError } from "../../session/session";
import { Loading } from "../../shell/Loading";
import { Needs } from "../../shell/Needs";
import { Page } from "../../ui/Page";
import { scheduleQuery, zonesQuery } from "./queries";
import classes from "./Schedule.module.css";
import { ScheduleForm } from "./ScheduleForm";
import { ta } from "./texts";

/** When one works oneself. */
export function AvailabilityPage() {
  return (
    <Needs permission="manage_live_chat_availability">
      <Loaded id={null} />
    </Needs>
  );
}

/** When somebody works, for those who manage agents. */
export function AgentAvailabilityPage() {
  const { agent } = useParams({ strict: false });
  return (
    <Needs permission="manage_agents">{agent === undefined ? null : <Loaded key={agent} id={agent} />}</Needs>
  );
}

function Loaded({ id }: { id: string | null }) {
  const schedule = useQuery({ ...scheduleQuery(id), ...ONCE_READ });
  const zones = useQuery(zonesQuery);
  const { data } = schedule;
  if (data !== undefined && zones.data !== undefined && !schedule.isRefetching) {
    const title = id === null ? ta("title") : ta("titleOf", { name: data.name });
    const hint = id === null ? ta("hint") : ta("hintOf", { name: data.name });
    return (
      <Page title={title} hint={hint}>
        <ScheduleForm id={id} stored={data} zones={zones.data.names} />
      </Page>
    );
  }
  const error = schedule.error ?? zones.error;
  if (error === null) return <Loading />;
  if (error instanceof ApiError && error.code === "not_found") {
    return (
      <Page title={ta("missing")} hint={ta("missingHint")}>
        {null}
      </Page>
    );
  }
  const retry = () => void Promise.all([schedule.refetch(), zones.refetch()]);
  return (
    <Page title={ta("title")}>
      <div role="alert" className={classes.told}>
        <p>{ta("failed")}</p>
        <Button variant="default" onClick={retry}>
          {t("list.retry")}
        </Button>
      </div>
    </Page>
  );
}
