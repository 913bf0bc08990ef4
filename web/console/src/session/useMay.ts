import { useQuery } from "@tanstack/react-query";
import type { Permission } from "../core/wire";
import { sessionQuery } from "./session";

/** Whether the one who is signed in may do something; without a name, anybody may. */
export function useMay(): (permission?: Permission) => boolean {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  return (permission) => permission === undefined || (me?.permissions.includes(permission) ?? false);
}
