import { useMutation, useQuery } from "@tanstack/react-query";
import { faultText } from "../../../session/api";
import { Confirm } from "../../../ui/Dialog";
import { toast } from "../../../ui/toasts";
import type { TeamRow } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { Uses } from "../Uses";
import { changed, remove, teamQuery } from "./queries";

/** Tells what sends visitors to a team, and what will happen, before it is deleted. */
export function DeleteTeam({ row: { id, name }, onClose }: { row: TeamRow; onClose: () => void }) {
  const asked = useQuery({ ...teamQuery(id), staleTime: 0 });
  const deleting = useMutation({
    mutationFn: () => remove(id),
    onSuccess: async () => {
      await changed();
      toast(tr("teamDeleted", { name }));
      onClose();
    },
  });
  const fault = deleting.error ?? asked.error;
  const uses = asked.data;
  const unused = uses !== undefined && uses.rules.length + uses.dialogues.length === 0;
  return (
    <Confirm
      title={tr("teamDeleteTitle", { name })}
      text={tr("teamDeleteText")}
      go={tr("delete")}
      ends
      busy={deleting.isPending || asked.isFetching}
      fault={fault === null ? null : faultText(fault)}
      onGo={() => deleting.mutate()}
      onClose={onClose}
    >
      {uses === undefined ? null : unused ? (
        <p className={classes.told}>{tr("teamUnused")}</p>
      ) : (
        <Uses
          uses={[
            { what: tr("teamInRules"), names: uses.rules },
            { what: tr("teamInDialogues"), names: uses.dialogues },
          ]}
        />
      )}
    </Confirm>
  );
}
