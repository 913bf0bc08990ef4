import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../../session/useMay";
import { foundAgents, teamsQuery } from "../../../settings/routing/queries";
import type { Card as RouteCard } from "../../../settings/routing/whatif/RouteField";
import type { Route } from "../../core/stream";

/** A route as the stream file has it. */
export function routeOf({ kind, target }: Pick<RouteCard, "kind" | "target">): Route {
  if (kind === "agent") return { agent: target?.id ?? "" };
  if (kind === "team") return { team: target?.id ?? "" };
  return kind;
}

/** A route as the field for routes has it: agents and teams with their names. */
export function useEnteredRoute(route: Route = "round_robin"): Pick<RouteCard, "kind" | "target"> {
  const may = useMay();
  const team = typeof route === "object" && "team" in route ? route.team : null;
  const agent = typeof route === "object" && "agent" in route ? route.agent : null;
  const teams = useQuery({ ...teamsQuery, enabled: team !== null && may("view_teams") });
  const agents = useQuery({ ...foundAgents(""), enabled: agent !== null && may("view_round_robin") });
  const id = team ?? agent;
  const named = (team === null ? agents.data?.agents : teams.data)?.find((one) => one.id === id);
  const kind = typeof route === "string" ? route : team === null ? "agent" : "team";
  return { kind, target: id ? { id, name: named?.name ?? id } : null };
}
