import type { components } from "@frontdesk/api";
import { NativeSelect } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { answered, api, faultText, OURS as headers, retry } from "../../session/api";
import { queries } from "../../session/session";
import { useMay } from "../../session/useMay";
import { toast } from "../../ui/toasts";
import { tr } from "./texts";

type RingOrder = components["schemas"]["RingOrder"];

const ORDERS: readonly RingOrder[] = ["turn", "least_busy", "longest_idle"];

const orderQuery = (ring: string) =>
  queryOptions({
    queryKey: ["ring-order", ring],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/rings/{ring}/order", { params: { path: { ring } }, signal })),
    retry,
  });

async function keep(ring: string, order: RingOrder): Promise<void> {
  const params = { path: { ring } };
  const kept = await answered(
    api.PUT("/api/console/rings/{ring}/order", { headers, params, body: { order } }),
  );
  queries.setQueryData(orderQuery(ring).queryKey, kept);
}

/** In which order those of a ring are asked; kept at once. Only who manages agents sees and changes it. */
export function RingOrderField({ ring }: { ring: string }) {
  const manages = useMay()("manage_agents");
  const { data, isError } = useQuery({ ...orderQuery(ring), enabled: manages });
  const keeping = useMutation({
    mutationFn: (order: RingOrder) => keep(ring, order),
    onSuccess: () => toast(tr("orderKept")),
    onError: (fault) => toast(faultText(fault)),
  });
  if (!manages) return null;
  const order = keeping.isPending ? keeping.variables : data?.order;
  return (
    <NativeSelect
      label={tr("order")}
      description={tr("orderHint")}
      value={order ?? ""}
      disabled={data === undefined || keeping.isPending}
      error={isError ? tr("orderFailed") : undefined}
      onChange={(event) => {
        const wanted = ORDERS.find((one) => one === event.currentTarget.value);
        if (wanted !== undefined) keeping.mutate(wanted);
      }}
      data={[
        ...(order === undefined ? [{ value: "", label: "…" }] : []),
        ...ORDERS.map((value) => ({ value, label: tr(`order.${value}`) })),
      ]}
    />
  );
}
