import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useMay } from "../../../session/useMay";
import { Fault } from "../../../ui/Fault";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { Part } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import { AgentsField } from "../AgentsField";
import { isTaken, whyNot } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { changed, membersQuery, save, type Team, type TeamSettings } from "./queries";

interface TeamFormProps {
  /** Null for one to be made. */
  id: string | null;
  first: Pick<Team, "name" | "agents">;
}

/** What a team is called, and who is in it, in the order of its ring. */
export function TeamForm({ id, first }: TeamFormProps) {
  const open = useMay()("manage_teams");
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(first.name);
  const [agents, setAgents] = useState(first.agents);
  const [tried, setTried] = useState(0);
  const now = useQuery({ ...membersQuery(id ?? ""), enabled: id !== null });

  const wanted: TeamSettings = { name: name.trim(), agents: agents.map((agent) => agent.id) };
  const [begun] = useState(() => JSON.stringify(wanted));
  const changedHere = JSON.stringify(wanted) !== begun;
  const saving = useMutation({
    mutationFn: (body: TeamSettings) => save(id, body),
    onSuccess: async (team) => {
      await changed();
      toast(tr("teamSaved", { name: team.name }));
      await navigate({ to: "/settings/teams", ignoreBlocker: true });
    },
    onError: () => setTried((times) => times + 1),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried((times) => times + 1);
    if (wanted.name !== "") saving.mutate(wanted);
  };
  // What is wrong is marked by then.
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tried]);

  const taken = isTaken(saving.error);
  const nameFault = wanted.name === "" ? tr("ruleNameMissing") : taken ? tr("teamNameTaken") : null;
  const members = now.data?.agents ?? [];
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate>
      <LeaveGuard
        unsaved={changedHere && !saving.isPending}
        title={tr("leaveTitle")}
        text={tr("leaveText")}
        go={tr("leave")}
      />
      <fieldset className={classes.plain} disabled={!open}>
        <Part title={tr("teamWhat")}>
          <TextInput
            label={tr("ruleName")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="off"
            maxLength={100}
            error={tried > 0 ? nameFault : null}
          />
        </Part>
        <Part title={tr("teamWho")} hint={tr("teamWhoHint")}>
          <AgentsField
            label={tr("teamWho")}
            agents={agents}
            open={open}
            onAgents={(next) => setAgents([...next])}
            stands={({ id }) => {
              const member = members.find((one) => one.id === id);
              if (member === undefined) return null;
              const stands = tr(`standing.${member.status}`);
              return member.next ? `${tr("agentNext")} · ${stands}` : stands;
            }}
          />
        </Part>
      </fieldset>
      {open ? (
        <div className={classes.save}>
          <Fault text={saving.error === null || taken ? null : whyNot(saving.error)} />
          <Button type="submit" loading={saving.isPending}>
            {tr("save")}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/settings/teams" {...props} />}>
            {tr("cancel")}
          </Button>
          {changedHere ? <span className={classes.dim}>{tr("unsaved")}</span> : null}
        </div>
      ) : (
        <Link to="/settings/teams" className={classes.back}>
          {tr("teamAll")}
        </Link>
      )}
    </form>
  );
}
