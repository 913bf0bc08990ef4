import type { components } from "@frontdesk/api";
import { Button, Switch, Textarea } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { t } from "../../../messages/t";
import { answered, api, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";
import { Loading } from "../../../shell/Loading";
import { Needs } from "../../../shell/Needs";
import { PlainText } from "../../../text/PlainText";
import { Choice } from "../../../ui/Choice";
import { Fault } from "../../../ui/Fault";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { Page, Part } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import { whyNot } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";

type Schemas = components["schemas"];
type Fallback = Schemas["FallbackShown"];

const fallbackQuery = queryOptions({
  queryKey: ["fallback"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/routing/fallback", { signal })),
  refetchOnWindowFocus: false,
  retry,
});

function save(body: Schemas["Fallback"]): Promise<Fallback> {
  return answered(api.PUT("/api/console/routing/fallback", { headers, body }));
}

/** What a visitor gets when nobody takes the chat (`ROUTE-9`). */
export function FallbackPage() {
  return (
    <Needs permission="manage_agents">
      <Loaded />
    </Needs>
  );
}

function Loaded() {
  const { data, error, refetch } = useQuery(fallbackQuery);
  if (data === undefined && error === null) return <Loading />;
  return (
    <Page title={tr("fallback")} hint={tr("fallbackHint")}>
      {data !== undefined ? (
        <FallbackForm first={data} />
      ) : (
        <div role="alert" className={classes.field}>
          <p className={classes.dim}>{tr("fallbackFailed")}</p>
          <Button variant="default" onClick={() => void refetch()}>
            {t("list.retry")}
          </Button>
        </div>
      )}
    </Page>
  );
}

function FallbackForm({ first }: { first: Fallback }) {
  const [own, setOwn] = useState(first.message != null);
  const [text, setText] = useState(first.message ?? first.standard);
  const [booking, setBooking] = useState(first.include_meeting_booking);
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const message = own ? text.trim() : null;
  const changed = message !== (first.message ?? null) || booking !== first.include_meeting_booking;
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      queries.setQueryData(fallbackQuery.queryKey, saved);
      if (saved.message != null) setText(saved.message);
      toast(tr("saved"));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(message === "");
    if (message === "") field.current?.focus();
    else saving.mutate({ message, include_meeting_booking: booking });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <LeaveGuard
        unsaved={changed && !saving.isPending}
        title={tr("leaveTitle")}
        text={tr("leaveText")}
        go={tr("leave")}
      />
      <Part title={tr("fallbackMessage")}>
        <Choice
          label={tr("fallbackWhich")}
          value={own ? "own" : "standard"}
          options={[
            ["standard", tr("fallbackStandard")],
            ["own", tr("fallbackOwn")],
          ]}
          onChange={(which) => setOwn(which === "own")}
        />
        {own ? (
          <Textarea
            ref={field}
            label={tr("fallbackText")}
            description={tr("fallbackTextHint")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={1000}
            rows={4}
            error={missing && message === "" ? tr("fallbackMissing") : null}
          />
        ) : null}
        <Switch
          label={tr("fallbackBooking")}
          description={tr("fallbackBookingHint")}
          checked={booking}
          onChange={(event) => setBooking(event.currentTarget.checked)}
        />
      </Part>
      <Part title={tr("fallbackPreview")} hint={tr("fallbackPreviewHint")}>
        <div className={classes.preview}>
          <p dir="auto">
            <PlainText text={message ?? first.standard} />
          </p>
        </div>
      </Part>
      <div className={classes.save}>
        <Fault text={saving.error === null ? null : whyNot(saving.error)} />
        <Button type="submit" loading={saving.isPending}>
          {tr("save")}
        </Button>
        {changed ? <span className={classes.dim}>{tr("unsaved")}</span> : null}
      </div>
    </form>
  );
}
