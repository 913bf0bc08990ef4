import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { moved } from "../../../ordered/moved";
import { Ordered } from "../../../ordered/Ordered";
import { faultText } from "../../../session/api";
import { queries } from "../../../session/session";
import { useMay } from "../../../session/useMay";
import { Needs } from "../../../shell/Needs";
import { Confirm } from "../../../ui/Dialog";
import { Icon } from "../../../ui/Icon";
import { Listing } from "../../../ui/Listing";
import { Page } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import { tr } from "../texts";
import { changed, place, type RuleRow, remove, rulesQuery } from "./queries";
import { RuleLine } from "./RuleLine";

/** Whom visitors who qualify for something are sent to, in order (`ROUTE-4`). */
export function RulesPage() {
  return (
    <Needs permission="view_rules">
      <Rules />
    </Needs>
  );
}

function Rules() {
  const manages = useMay()("manage_rules");
  const asked = useQuery(rulesQuery);
  const [deleted, setDeleted] = useState<RuleRow | null>(null);
  const placing = useMutation({
    mutationFn: ({ from, to }: { from: number; to: number }) => {
      const order = moved(asked.data ?? [], from, to);
      queries.setQueryData(rulesQuery.queryKey, order);
      return place(order[to]?.id ?? "", order[to - 1]?.id ?? null);
    },
    onError: (fault) => toast(faultText(fault)),
    onSettled: changed,
    scope: { id: "rules" },
  });
  return (
    <Page
      title={tr("rules")}
      hint={tr("rulesHint")}
      actions={
        manages ? (
          <Button
            leftSection={<Icon name="plus" size={16} />}
            renderRoot={(props) => <Link to="/settings/rules/new" {...props} />}
          >
            {tr("ruleNew")}
          </Button>
        ) : undefined
      }
    >
      {asked.data === undefined || asked.data.length === 0 ? (
        <Listing
          label={tr("rules")}
          asked={asked}
          rows={asked.data}
          keyOf={({ id }) => id}
          failed={tr("rulesFailed")}
          none={tr("rulesNone")}
        >
          {() => null}
        </Listing>
      ) : (
        <Ordered
          label={tr("rules")}
          rows={asked.data}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          onMove={manages ? (from, to) => placing.mutate({ from, to }) : undefined}
        >
          {(row) => <RuleLine row={row} manages={manages} onDelete={() => setDeleted(row)} />}
        </Ordered>
      )}
      {deleted === null ? null : <DeleteDialog row={deleted} onClose={() => setDeleted(null)} />}
    </Page>
  );
}

function DeleteDialog({ row: { id, name }, onClose }: { row: RuleRow; onClose: () => void }) {
  const deleting = useMutation({
    mutationFn: () => remove(id),
    onSuccess: async () => {
      await changed();
      toast(tr("ruleDeleted", { name }));
      onClose();
    },
  });
  return (
    <Confirm
      title={tr("ruleDeleteTitle", { name })}
      text={tr("ruleDeleteText")}
      go={tr("delete")}
      ends
      busy={deleting.isPending}
      fault={deleting.error === null ? null : faultText(deleting.error)}
      onGo={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}
