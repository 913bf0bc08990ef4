import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { moved } from "../../ordered/moved";
import { Ordered } from "../../ordered/Ordered";
import { useMay } from "../../session/useMay";
import { Chosen } from "./Chosen";
import { Pick } from "./Pick";
import { type AgentRef, type AgentRow, foundAgents } from "./queries";
import classes from "./Routing.module.css";
import { tr } from "./texts";

interface AgentsFieldProps {
  label: string;
  agents: readonly AgentRef[];
  /** Whether they can be changed. */
  open: boolean;
  fault?: string | null;
  onAgents: (agents: readonly AgentRef[]) => void;
  /** How an agent stands now, where that is told. */
  stands?: (agent: AgentRef) => string | null;
}

/** Agents in their order, and the way to add one. */
export function AgentsField({ label, agents, open, fault = null, onAgents, stands }: AgentsFieldProps) {
  const sees = useMay()("view_round_robin");
  const [search, setSearch] = useState("");
  const [words] = useDebouncedValue(search, 200);
  const asked = useQuery({
    ...foundAgents(words),
    enabled: sees && open,
    placeholderData: keepPreviousData,
  });
  const found = (asked.data?.agents ?? []).filter(({ id }) => !agents.some((agent) => agent.id === id));
  return (
    <div className={classes.field}>
      {agents.length === 0 ? null : (
        <Ordered
          label={label}
          rows={agents}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          onMove={open ? (from, to) => onAgents(moved(agents, from, to)) : undefined}
        >
          {(agent) => (
            <Chosen
              name={agent.name}
              note={agent.takes_chats ? (stands?.(agent) ?? null) : tr("noChats")}
              onRemove={open ? () => onAgents(agents.filter(({ id }) => id !== agent.id)) : null}
            />
          )}
        </Ordered>
      )}
      {!open ? null : sees ? (
        <Pick
          label={tr("searchAgents")}
          hint={tr("searchHint")}
          none={tr("searchNone")}
          options={found}
          fault={fault}
          onSearch={setSearch}
          onPick={(picked) => {
            const agent = found.find(({ id }) => id === picked.id);
            if (agent !== undefined) onAgents([...agents, refOf(agent)]);
          }}
        />
      ) : (
        <p className={classes.dim}>{tr("mayNotSee", { permission: t("permission.view_round_robin") })}</p>
      )}
    </div>
  );
}

/** An agent of the ring where they are named. */
function refOf({ id, name, status }: AgentRow): AgentRef {
  return { id, name, takes_chats: status !== "deactivated" && status !== "not_permitted" };
}
