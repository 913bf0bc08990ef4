import { Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../../messages/t";
import { useMay } from "../../../session/useMay";
import { Choice } from "../../../ui/Choice";
import { type Option, Pick } from "../Pick";
import { foundAgents, teamsQuery } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { tw } from "./texts";

/** What the card asks for, as it is entered. */
export interface Card {
  readonly kind: "rules" | "round_robin" | "team" | "agent";
  readonly target: Option | null;
  readonly tries: string;
  readonly everyone: boolean;
}

interface RouteFieldProps {
  card: Card;
  /** Whether what is missing is told. */
  told: boolean;
  onChange: (card: Card) => void;
}

/** How often it asks; null where that is not told yet. */
export function triesOf({ tries }: Card): number | null {
  const entered = /^\d{1,2}$/.test(tries.trim()) ? Number(tries) : 0;
  return entered >= 1 && entered <= 10 ? entered : null;
}

/** Whom a card finds. */
export function WhoField({ card, told, onChange }: RouteFieldProps) {
  const { kind, target } = card;
  const kinds = ["rules", "round_robin", "team", "agent"] as const;
  return (
    <>
      <Choice
        label={tw("route")}
        value={kind}
        options={kinds.map((one) => [one, tw(one)] as const)}
        onChange={(next) => onChange({ ...card, kind: next, target: null, everyone: false })}
      />
      {kind === "team" || kind === "agent" ? (
        <div className={classes.field}>
          <TargetField
            kind={kind}
            fault={told && target === null ? tw("whichFault") : null}
            onPick={(picked) => onChange({ ...card, target: picked })}
          />
          {target === null ? null : (
            <p role="status" className={classes.dim}>
              <bdi>{tw("chosen", { name: target.name })}</bdi>
            </p>
          )}
        </div>
      ) : null}
    </>
  );
}

/** The route of a live chat card. */
export function RouteField({ card, told, onChange }: RouteFieldProps) {
  const { kind, tries, everyone } = card;
  return (
    <div className={classes.form}>
      <WhoField card={card} told={told} onChange={onChange} />
      {kind === "agent" ? null : (
        <Switch
          label={tw("everyone")}
          checked={everyone}
          onChange={(event) => onChange({ ...card, everyone: event.currentTarget.checked, tries: "1" })}
        />
      )}
      {everyone ? null : (
        <TextInput
          label={tw("tries")}
          inputMode="numeric"
          value={tries}
          onChange={(event) => onChange({ ...card, tries: event.currentTarget.value })}
          error={told && triesOf(card) === null ? tw("triesFault") : null}
          w={180}
        />
      )}
    </div>
  );
}

interface TargetFieldProps {
  kind: "team" | "agent";
  fault: string | null;
  onPick: (option: Option) => void;
}

function TargetField({ kind, fault, onPick }: TargetFieldProps) {
  const needed = kind === "team" ? "view_teams" : "view_round_robin";
  const sees = useMay()(needed);
  const [search, setSearch] = useState("");
  const teams = useQuery({ ...teamsQuery, enabled: sees && kind === "team" });
  const agents = useQuery({ ...foundAgents(search), enabled: sees && kind === "agent" });
  if (!sees)
    return <p className={classes.dim}>{tr("mayNotSee", { permission: t(`permission.${needed}`) })}</p>;
  const words = search.toLocaleLowerCase();
  const found = (teams.data ?? []).filter(({ name }) => name.toLocaleLowerCase().includes(words));
  return (
    <Pick
      key={kind}
      label={tw(kind === "team" ? "whichTeam" : "whichAgent")}
      hint={tr(kind === "team" ? "searchTeamsHint" : "searchHint")}
      none={tr(kind === "team" ? "searchTeamsNone" : "searchNone")}
      options={kind === "team" ? found.slice(0, 60) : (agents.data?.agents ?? [])}
      fault={fault}
      onSearch={setSearch}
      onPick={onPick}
    />
  );
}
