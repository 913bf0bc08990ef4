import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { Confirm, Dialog } from "../ui/Dialog";
import classes from "../ui/Dialog.module.css";
import { toast } from "../ui/toasts";
import own from "./Dialogues.module.css";
import { Notes } from "./Notes";
import type { PublishingProps } from "./Publishing";
import { changed, publish, unpublish } from "./queries";
import { PUBLISH, statusOf } from "./status";

interface PublishingDialogProps extends Pick<PublishingProps, "outcome" | "file" | "onDone" | "onCard"> {
  asked: "publish" | "unpublish";
  onClose: () => void;
}

/** Asks whether a dialogue is to be published or taken off its pages, or tells what stands against it. */
export function PublishingDialog({ asked, outcome, file, onDone, onCard, onClose }: PublishingDialogProps) {
  const { dialogue: row, faults, warnings } = outcome;
  const { id, name } = row;
  const done = async (told: string) => {
    await changed();
    onDone?.();
    onClose();
    toast(told);
  };
  const publishing = useMutation({
    mutationFn: () => publish(id),
    onSuccess: () => done(t("dialogues.wasPublished", { name })),
    // It may have got faults in the meantime: they are read anew, and told.
    onError: () => void changed(),
  });
  const unpublishing = useMutation({
    mutationFn: () => unpublish(id),
    onSuccess: () => done(t("dialogues.wasUnpublished", { name })),
  });
  const shows = (card: string) => {
    onClose();
    onCard?.(card);
  };
  if (asked === "unpublish") {
    return (
      <Confirm
        title={t("dialogues.unpublishTitle", { name })}
        text={t("dialogues.unpublishText")}
        go={t("dialogues.unpublish")}
        ends
        busy={unpublishing.isPending}
        fault={unpublishing.error === null ? null : faultText(unpublishing.error)}
        onGo={() => unpublishing.mutate()}
        onClose={onClose}
      />
    );
  }
  if (faults.length > 0) {
    return (
      <Dialog title={t("dialogues.cantTitle", { name })} onClose={onClose}>
        <Notes label={t("dialogues.faults")} notes={faults} file={file} onCard={onCard && shows} />
        <div className={classes.answers}>
          <Button onClick={onClose}>{t("dialogues.close")}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Confirm
      title={t("dialogues.publishTitle", { name })}
      text={t("dialogues.publishText")}
      go={t(PUBLISH[statusOf(row)])}
      busy={publishing.isPending}
      fault={publishing.error === null ? null : faultText(publishing.error)}
      onGo={() => publishing.mutate()}
      onClose={onClose}
    >
      {file.targets.length === 0 ? <p className={own.warning}>{t("dialogues.noTargets")}</p> : null}
      {warnings.length > 0 ? (
        <Notes label={t("dialogues.warnings")} notes={warnings} file={file} onCard={onCard && shows} />
      ) : null}
    </Confirm>
  );
}
