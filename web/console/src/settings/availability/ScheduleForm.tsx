import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { faultText } from "../../session/api";
import { Fault } from "../../ui/Fault";
import { Icon } from "../../ui/Icon";
import { LeaveGuard } from "../../ui/LeaveGuard";
import { Part } from "../../ui/Page";
import { statusWords } from "../../ui/statusWords";
import { toast } from "../../ui/toasts";
import { useNow } from "../../ui/useNow";
import { DaysOffPart } from "./DaysOffPart";
import { type Draft, isSame, toDraft, toSchedule } from "./draft";
import { type AgentSchedule, look, type ScheduleFault, save } from "./queries";
import classes from "./Schedule.module.css";
import { ta } from "./texts";
import { useLook } from "./useLook";
import { WeekPart } from "./WeekPart";
import { ZoneField } from "./ZoneField";

interface ScheduleFormProps {
  /** Null for one's own. */
  id: string | null;
  stored: AgentSchedule;
  zones: readonly string[];
}

/** The hours of a week and the days off, as they are edited and saved. */
export function ScheduleForm({ id, stored, zones }: ScheduleFormProps) {
  const [begun, setBegun] = useState(() => toDraft(proposed(stored, zones)));
  const [draft, setDraft] = useState(begun);
  const form = useRef<HTMLFormElement>(null);
  const now = useNow();
  const changed = useMemo(() => !isSame(begun, draft), [begun, draft]);
  const looked = useLook(changed ? draft : null);
  const [refused, setRefused] = useState<readonly ScheduleFault[]>([]);
  const faults = looked?.faults ?? refused;

  const saving = useMutation({
    mutationFn: async (wanted: Draft) => {
      const schedule = toSchedule(wanted);
      const { faults } = await look(schedule);
      if (faults.length === 0) await save(id, schedule);
      return { wanted, faults };
    },
    onSuccess: ({ wanted, faults }) => {
      setRefused(faults);
      if (faults.length > 0) return;
      setBegun(wanted);
      toast(ta("saved"));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    saving.mutate(draft);
  };
  // What is wrong is marked by then.
  useEffect(() => {
    if (refused.length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refused]);

  const status = looked === null ? stored.status : (looked.status ?? null);
  const amiss = saving.error === null ? null : faultText(saving.error);
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate>
      <LeaveGuard
        unsaved={changed && !saving.isPending}
        title={ta("leaveTitle")}
        text={ta("leaveText")}
        go={ta("leave")}
      />
      {stored.set ? null : (
        <p className={classes.note}>
          <Icon name="clock" size={16} />
          {ta("unset")}
        </p>
      )}
      <p role="status" className={classes.status}>
        <strong>{ta(changed ? "nowDraft" : "now")}: </strong>
        {status === null ? ta("loading") : statusWords(status, now)}
      </p>
      <Part title={ta("zone")}>
        <ZoneField
          zone={draft.zone}
          zones={zones}
          fault={faults.some(({ fault }) => fault === "unknown_zone") ? ta("fault.unknown_zone") : null}
          onZone={(zone) => setDraft({ ...draft, zone })}
        />
      </Part>
      <WeekPart draft={draft} faults={faults} onDraft={setDraft} />
      <DaysOffPart draft={draft} faults={faults} onDraft={setDraft} />
      <div className={classes.save}>
        <Fault text={refused.length > 0 && faults.length > 0 ? ta("faults") : amiss} />
        <Button type="submit" loading={saving.isPending}>
          {ta("save")}
        </Button>
        {changed ? <span className={classes.dim}>{ta("unsaved")}</span> : null}
      </div>
    </form>
  );
}

/** Who has no schedule begins with the zone of this browser. */
function proposed({ schedule, set }: AgentSchedule, zones: readonly string[]): AgentSchedule["schedule"] {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return set || !zones.includes(own) ? schedule : { ...schedule, time_zone: own };
}
