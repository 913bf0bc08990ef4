import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { ApiError } from "../session/session";
import { Confirm, Dialog } from "../ui/Dialog";
import classes from "../ui/Dialog.module.css";
import { Fault } from "../ui/Fault";
import { toast } from "../ui/toasts";
import own from "./Dialogues.module.css";
import { changed, isTaken, save } from "./queries";
import { to } from "./texts";

/** The largest stream file that the server takes, in bytes. */
const MAX_FILE = 250_000;

/** Keeps a stream file as a draft (`STREAM-7`). One of a name that there is already asks first. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const field = useId();
  const [fault, setFault] = useState<string | null>(null);
  const [quoted, setQuoted] = useState<string | null>(null);
  const [taken, setTaken] = useState<{ name: string } | null>(null);
  const importing = useMutation({
    mutationFn: ({ file, only_new }: { file: unknown; only_new: boolean }) => save(file, only_new),
    onSuccess: async ({ dialogue }) => {
      toast(t("dialogues.imported"));
      void changed();
      await navigate({ to: "/dialogues/$dialogue", params: { dialogue: dialogue.id } });
    },
    onError: (error, { file }) => {
      if (isTaken(error)) setTaken(file as { name: string });
      else {
        setFault(whyNot(error));
        setQuoted(isLookedInto(error) ? error.message : null);
      }
    },
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setQuoted(null);
    const file = new FormData(event.currentTarget).get("file");
    if (!(file instanceof File) || file.name === "") return setFault(t("dialogues.fileMissing"));
    if (file.size > MAX_FILE) return setFault(t("dialogues.tooLarge"));
    const read = await readJson(file);
    if (read === undefined) return setFault(t("dialogues.notJson"));
    if (!isStream(read)) return setFault(t("dialogues.notStream"));
    setFault(null);
    importing.mutate({ file: read, only_new: true });
  };
  if (taken !== null) {
    return (
      <Confirm
        title={t("dialogues.importTitle")}
        text={t("dialogues.replace", { name: taken.name })}
        go={t("dialogues.replaceConfirm")}
        busy={importing.isPending}
        fault={fault}
        onGo={() => importing.mutate({ file: taken, only_new: false })}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t("dialogues.importTitle")} onClose={onClose}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <Fault text={fault} quoted={quoted} />
        <label className={own.file} htmlFor={field}>
          <span>{t("dialogues.file")}</span>
          <input id={field} type="file" name="file" accept=".json,application/json" data-autofocus />
        </label>
        <p className={classes.text}>{t("dialogues.importHint")}</p>
        <div className={classes.answers}>
          <Button variant="default" onClick={onClose}>
            {t("dialogues.cancel")}
          </Button>
          <Button type="submit" loading={importing.isPending}>
            {t("dialogues.import")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

async function readJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether it calls itself a stream file (`docs/streams.md`). */
function isStream(file: unknown): boolean {
  return typeof file === "object" && file !== null && "frontdesk_stream" in file;
}

/** Whether the server has read the file: where it can't go on is told by the words of its reader alone. */
function isLookedInto(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "invalid";
}

function whyNot(error: unknown): string {
  if (error instanceof ApiError && error.code === "conflict") return to("restoreFirst");
  return isLookedInto(error) ? t("dialogues.unreadable") : faultText(error);
}
