import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../../session/useMay";
import { foundAgents, teamsQuery } from "../../../settings/routing/queries";
import { type Card as RouteCard, RouteField, triesOf } from "../../../settings/routing/whatif/RouteField";
import type { CardOf, Route } from "../../core/stream";
import { td } from "../../texts";
import classes from "../Panel.module.css";
import { TokenField } from "../TokenField";
import type { FormProps } from "./Form";

/** What is said while an agent is looked for, and who is offered the chat. */
export function LiveChatForm({ card, onChange }: FormProps<"live_chat">) {
  const entered = useEntered(card);
  const { route: _, tries: __, ring_everyone: ___, ...rest } = card;
  return (
    <>
      <TokenField
        label={td("saysBefore")}
        value={card.text ?? ""}
        rows={2}
        onChange={(text) => onChange({ ...card, text }, "text")}
      />
      <RouteField
        card={entered}
        told={entered.tries !== ""}
        onChange={(next) => {
          const tries = next.everyone || next.tries.trim() === "" ? null : triesOf(next);
          // A number that can't be is not taken; the field shows the one that is.
          if (next.tries.trim() !== "" && triesOf(next) === null) return;
          const changed: CardOf<"live_chat"> = {
            ...rest,
            route: routeOf(next),
            ...(tries === null ? {} : { tries }),
            ...(next.everyone ? { ring_everyone: true } : {}),
          };
          onChange(changed, next.tries === entered.tries ? null : "tries");
        }}
      />
      {card.ring_everyone ? null : <p className={classes.dim}>{td("triesHint")}</p>}
    </>
  );
}

function routeOf({ kind, target }: RouteCard): Route {
  if (kind === "agent") return { agent: target?.id ?? "" };
  if (kind === "team") return { team: target?.id ?? "" };
  return kind;
}

/** The card as the field for routes has it: agents and teams with their names. */
function useEntered(card: CardOf<"live_chat">): RouteCard {
  const may = useMay();
  const route = card.route ?? "round_robin";
  const team = typeof route === "object" && "team" in route ? route.team : null;
  const agent = typeof route === "object" && "agent" in route ? route.agent : null;
  const teams = useQuery({ ...teamsQuery, enabled: team !== null && may("view_teams") });
  const agents = useQuery({ ...foundAgents(""), enabled: agent !== null && may("view_round_robin") });
  const id = team ?? agent;
  const named = (team === null ? agents.data?.agents : teams.data)?.find((one) => one.id === id);
  const kind = typeof route === "string" ? route : team === null ? "agent" : "team";
  return {
    kind,
    target: id ? { id, name: named?.name ?? id } : null,
    tries: card.tries == null ? "" : String(card.tries),
    everyone: card.ring_everyone === true,
  };
}
