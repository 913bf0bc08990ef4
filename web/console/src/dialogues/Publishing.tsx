import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { Confirm, Dialog } from "../ui/Dialog";
import classes from "../ui/Dialog.module.css";
import { toast } from "../ui/toasts";
import own from "./Dialogues.module.css";
import { Notes } from "./Notes";
import { changed, type DialogueOutcome, publish, type StreamFile, unpublish } from "./queries";
import { statusOf } from "./status";

interface PublishingProps {
  outcome: DialogueOutcome;
  file: StreamFile;
  /** Whether there is little room: then it only publishes, by a small button. */
  small?: boolean;
  /** What comes first, such as saving; false: it can't be published now. */
  before?: () => Promise<boolean>;
  /** Word that it was published, or taken off its pages. */
  onDone?: () => void;
  /** Leads to a card that has a fault. */
  onCard?: (card: string) => void;
}

/** Puts a dialogue on its pages, and takes it off them; asks first, and says what stands against it. */
export function Publishing({ outcome, file, small = false, before, onDone, onCard }: PublishingProps) {
  const { dialogue: row, faults, warnings } = outcome;
  const { id, name } = row;
  const [asked, setAsked] = useState<"publish" | "unpublish" | null>(null);
  const close = () => setAsked(null);
  const publishing = useMutation({
    mutationFn: () => publish(id),
    onSuccess: async () => {
      await changed();
      onDone?.();
      close();
      toast(t("dialogues.wasPublished", { name }));
    },
    // It may have got faults in the meantime: they are read anew, and told.
    onError: () => void changed(),
  });
  const unpublishing = useMutation({
    mutationFn: () => unpublish(id),
    onSuccess: async () => {
      await changed();
      onDone?.();
      close();
      toast(t("dialogues.wasUnpublished", { name }));
    },
  });
  const status = statusOf(row);
  const asks = async () => {
    if (before === undefined || (await before())) setAsked("publish");
  };
  const shows = (card: string) => {
    close();
    onCard?.(card);
  };
  return (
    <>
      {row.status === "published" && !small ? (
        <Button variant="default" onClick={() => setAsked("unpublish")}>
          {t("dialogues.unpublish")}
        </Button>
      ) : null}
      {status === "published" ? null : (
        <Button size={small ? "xs" : "sm"} onClick={() => void asks()}>
          {t(PUBLISH[status])}
        </Button>
      )}
      {asked === "publish" && faults.length > 0 ? (
        <Dialog title={t("dialogues.cantTitle", { name })} onClose={close}>
          <Notes label={t("dialogues.faults")} notes={faults} file={file} onCard={onCard && shows} />
          <div className={classes.answers}>
            <Button onClick={close}>{t("dialogues.close")}</Button>
          </div>
        </Dialog>
      ) : null}
      {asked === "publish" && faults.length === 0 ? (
        <Confirm
          title={t("dialogues.publishTitle", { name })}
          text={t("dialogues.publishText")}
          go={t(PUBLISH[status])}
          busy={publishing.isPending}
          fault={publishing.error === null ? null : faultText(publishing.error)}
          onGo={() => publishing.mutate()}
          onClose={close}
        >
          {file.targets.length === 0 ? <p className={own.warning}>{t("dialogues.noTargets")}</p> : null}
          {warnings.length > 0 ? (
            <Notes label={t("dialogues.warnings")} notes={warnings} file={file} onCard={onCard && shows} />
          ) : null}
        </Confirm>
      ) : null}
      {asked === "unpublish" ? (
        <Confirm
          title={t("dialogues.unpublishTitle", { name })}
          text={t("dialogues.unpublishText")}
          go={t("dialogues.unpublish")}
          ends
          busy={unpublishing.isPending}
          fault={unpublishing.error === null ? null : faultText(unpublishing.error)}
          onGo={() => unpublishing.mutate()}
          onClose={close}
        />
      ) : null}
    </>
  );
}

const PUBLISH = {
  draft: "dialogues.publish",
  published: "dialogues.publish",
  changed: "dialogues.publishChanges",
  unpublished: "dialogues.publishAgain",
} as const;
