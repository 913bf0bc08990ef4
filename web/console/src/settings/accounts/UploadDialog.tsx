import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { toast } from "../../ui/toasts";
import { changed, look, type Upload, upload, whyNot } from "./queries";
import { ta } from "./texts";
import own from "./Upload.module.css";
import { UploadReport } from "./UploadReport";

/** The largest file that the server takes, in bytes. */
const MAX_FILE = 10_000_000;

/** Shows what a file of companies does, and then does it. */
export function UploadDialog({ onClose }: { onClose: () => void }) {
  const [seen, setSeen] = useState<{ file: File; does: Upload } | null>(null);
  return (
    <Dialog title={ta("uploadTitle")} onClose={onClose} wide>
      {seen === null ? (
        <Choose onSeen={setSeen} onClose={onClose} />
      ) : (
        <Preview {...seen} onOther={() => setSeen(null)} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Choose({
  onSeen,
  onClose,
}: {
  onSeen: (seen: { file: File; does: Upload }) => void;
  onClose: () => void;
}) {
  const field = useId();
  const [fault, setFault] = useState<string | null>(null);
  const looking = useMutation({
    mutationFn: look,
    onSuccess: (does, file) => {
      if (does.fault) setFault(ta(`file.${does.fault}`));
      else onSeen({ file, does });
    },
    onError: (error) => setFault(whyNot(error)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get("file");
    if (!(file instanceof File) || file.name === "") return setFault(ta("fileMissing"));
    if (file.size > MAX_FILE) return setFault(ta("tooLarge"));
    setFault(null);
    looking.mutate(file);
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Fault text={fault} />
      <label className={own.file} htmlFor={field}>
        <span>{ta("file")}</span>
        <input id={field} type="file" name="file" accept=".csv,text/csv,text/plain" data-autofocus />
      </label>
      <p className={classes.text}>{ta("uploadHint")}</p>
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          {ta("cancel")}
        </Button>
        <Button type="submit" loading={looking.isPending}>
          {ta("look")}
        </Button>
      </div>
    </form>
  );
}

interface PreviewProps {
  file: File;
  does: Upload;
  onOther: () => void;
  onClose: () => void;
}

function Preview({ file, does, onOther, onClose }: PreviewProps) {
  const uploading = useMutation({
    mutationFn: () => upload(file),
    onSuccess: () => {
      toast(ta("imported"));
      onClose();
    },
    onSettled: changed,
  });
  const good = does.added + does.changed > 0;
  return (
    <div className={classes.form}>
      <Fault text={uploading.error === null ? null : `${whyNot(uploading.error)} ${ta("stopped")}`} />
      <UploadReport does={does} />
      <p role="status" className={classes.text}>
        {uploading.isPending ? ta("importing") : null}
        {good ? null : ta("nothing")}
      </p>
      <div className={classes.answers}>
        <Button variant="default" disabled={uploading.isPending} onClick={onOther} data-autofocus>
          {ta("other")}
        </Button>
        {good ? (
          <Button loading={uploading.isPending} onClick={() => uploading.mutate()}>
            {ta("import")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
