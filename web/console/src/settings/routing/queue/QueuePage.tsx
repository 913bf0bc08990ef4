import { Button, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { faultText } from "../../../session/api";
import { Needs } from "../../../shell/Needs";
import { Fault } from "../../../ui/Fault";
import { Page, Part } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import classes from "../Routing.module.css";
import { type Queue, queueQuery, save } from "./queries";
import { tq } from "./texts";

const MOST_MINUTES = 120;

/** Whether visitors wait where nobody can take the chat now, and for how long (`ROUTE-10`). */
export function QueuePage() {
  return (
    <Needs permission="manage_agents">
      <Page title={tq("title")} hint={tq("hint")}>
        <Loaded />
      </Page>
    </Needs>
  );
}

function Loaded() {
  const { data, error, refetch } = useQuery(queueQuery);
  if (data !== undefined) return <QueueForm queue={data} />;
  if (error === null) return <p role="status">{tq("loading")}</p>;
  return (
    <div role="alert">
      <p>{tq("failed")}</p>
      <Button variant="default" onClick={() => void refetch()}>
        {tq("retry")}
      </Button>
    </div>
  );
}

function QueueForm({ queue }: { queue: Queue }) {
  const [enabled, setEnabled] = useState(queue.enabled);
  const [minutes, setMinutes] = useState(String(queue.minutes));
  const [fault, setFault] = useState(false);
  const saving = useMutation({ mutationFn: save, onSuccess: () => toast(tq("saved")) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const entered = /^\d{1,3}$/.test(minutes.trim()) ? Number(minutes) : 0;
    const wrong = entered < 1 || entered > MOST_MINUTES;
    setFault(wrong);
    if (!wrong) saving.mutate({ enabled, minutes: entered });
  };
  return (
    <Part title={tq("title")} hint={tq("waitOn")}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Switch
          label={tq("switch")}
          description={tq("switchHint")}
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        <TextInput
          label={tq("minutes")}
          description={tq("minutesHint")}
          inputMode="numeric"
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
          error={fault ? tq("minutesFault") : null}
          w={180}
          styles={{ description: { width: "max-content", maxWidth: "min(60ch, 80vw)" } }}
        />
        <Fault text={saving.error === null ? null : faultText(saving.error)} />
        <div>
          <Button type="submit" loading={saving.isPending}>
            {tq("save")}
          </Button>
        </div>
      </form>
    </Part>
  );
}
