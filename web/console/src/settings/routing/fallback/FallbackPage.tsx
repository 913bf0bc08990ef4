import type { components } from "@frontdesk/api";
import { Button, Switch } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { t } from "../../../messages/t";
import { answered, api, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";
import { Loading } from "../../../shell/Loading";
import { Needs } from "../../../shell/Needs";
import { RichText } from "../../../text/RichText";
import { Choice } from "../../../ui/Choice";
import { Fault } from "../../../ui/Fault";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { Page, Part } from "../../../ui/Page";
import { characters, paragraphs } from "../../../ui/rich-text/document";
import { RichTextField } from "../../../ui/rich-text/RichTextField";
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

/** The longest message, in characters. */
const LONGEST = 1000;

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
  const standard = useMemo(() => paragraphs(first.standard), [first.standard]);
  const [blocks, setBlocks] = useState(first.message ?? standard);
  const [booking, setBooking] = useState(first.include_meeting_booking);
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const message = own ? blocks : null;
  const used = characters(blocks);
  const bad = !own ? null : used === 0 ? tr("fallbackMissing") : used > LONGEST ? tr("fallbackLong") : null;
  const changed =
    JSON.stringify(message) !== JSON.stringify(first.message ?? null) ||
    booking !== first.include_meeting_booking;
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      queries.setQueryData(fallbackQuery.queryKey, saved);
      toast(tr("saved"));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(bad !== null);
    if (bad !== null) field.current?.focus();
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
          <RichTextField
            field={field}
            label={tr("fallbackText")}
            hint={tr("fallbackTextHint")}
            error={tried ? bad : null}
            first={blocks}
            used={used}
            limit={LONGEST}
            onChange={setBlocks}
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
          <div className={classes.bubble} dir="auto">
            <RichText blocks={message ?? standard} />
          </div>
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
