import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { PersonMark } from "./PersonMark";
import classes from "./PictureField.module.css";
import { toast } from "./toasts";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const MOST_BYTES = 5_000_000;

interface Pictured {
  id: string;
  name: string;
  avatar?: string | null | undefined;
}

/** A user's picture: chosen, shown, taken away. `save` is given `null` to take it away. */
export function PictureField({
  user,
  save,
}: {
  user: Pictured;
  save: (picture: File | null) => Promise<unknown>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const told = useId();
  const [fault, setFault] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (_, picture) => toast(t(picture === null ? "picture.removed" : "picture.saved")),
    onError: (error) =>
      setFault(faultText(error, { invalid: "picture.unusable", too_large: "picture.unusable" })),
  });
  const choose = (picture: File | undefined) => {
    if (picture === undefined) return;
    const usable = TYPES.includes(picture.type) && picture.size <= MOST_BYTES;
    setFault(usable ? null : t("picture.unusable"));
    if (usable) saving.mutate(picture);
  };
  return (
    <div className={classes.field}>
      <PersonMark name={user.name} seed={user.id} picture={user.avatar} size={64} />
      <div className={classes.buttons}>
        <input
          ref={input}
          type="file"
          accept={TYPES.join(",")}
          aria-label={t("picture.file")}
          hidden
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            // The same file may be chosen again.
            event.currentTarget.value = "";
          }}
        />
        <Button
          variant="default"
          aria-describedby={told}
          loading={saving.isPending}
          onClick={() => input.current?.click()}
        >
          {t(user.avatar ? "picture.change" : "picture.choose")}
        </Button>
        {user.avatar ? (
          <Button
            variant="default"
            disabled={saving.isPending}
            onClick={() => {
              setFault(null);
              saving.mutate(null);
            }}
          >
            {t("picture.remove")}
          </Button>
        ) : null}
      </div>
      <p id={told} className={classes.hint}>
        {t("picture.hint")}
      </p>
      {fault === null ? null : (
        <p role="alert" className={classes.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
