import { ActionIcon, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { useMay } from "../session/useMay";
import { neutralise } from "../text/neutralise";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import classes from "./Dialogues.module.css";
import { download } from "./download";
import { duplicate } from "./duplicate";
import { tl } from "./list-texts";
import { changed, type DialogueRow, readFile } from "./queries";
import type { Move } from "./shelf/useShelf";
import { to } from "./texts";

interface DialogueMenuProps {
  row: DialogueRow;
  onMove: (move: Move, row: DialogueRow) => void;
}

/** What can be done with a dialogue in the list. */
export function DialogueMenu({ row, onMove }: DialogueMenuProps) {
  const { id, name, archived } = row;
  const manages = useMay()("manage_dialogues");
  const button = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  const exporting = useMutation({
    mutationFn: () => readFile(id),
    onSuccess: (file) => download(`${name}.json`, file),
    onError: (fault) => toast(faultText(fault)),
  });
  const copying = useMutation({
    mutationFn: () => duplicate(id, name),
    onSuccess: async ({ dialogue }) => {
      void changed();
      toast(tl("copied", { name: neutralise(dialogue.name) }));
      await navigate({ to: "/dialogues/$dialogue", params: { dialogue: dialogue.id } });
    },
    onError: (fault) => toast(faultText(fault)),
  });
  const moves = (move: Move) => {
    // A dialog gives the focus back to where it was.
    button.current?.focus();
    onMove(move, row);
  };
  return (
    <Menu
      position="bottom-end"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.dropdown ?? "" }}
    >
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="default"
          size={36}
          className={classes.menu ?? ""}
          loading={copying.isPending}
          aria-label={tl("actions", { name: neutralise(name) })}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {archived ? null : (
          <Menu.Item
            renderRoot={(look) => (
              <Link to="/dialogues/$dialogue/design" params={{ dialogue: id }} {...look} />
            )}
          >
            {to("open")}
          </Menu.Item>
        )}
        {manages ? <Menu.Item onClick={() => copying.mutate()}>{tl("duplicate")}</Menu.Item> : null}
        <Menu.Item onClick={() => exporting.mutate()}>{t("dialogues.export")}</Menu.Item>
        {manages ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => moves(archived ? "restore" : "archive")}>
              {tl(archived ? "restore" : "archive")}
            </Menu.Item>
            <Menu.Item className={classes.end ?? ""} onClick={() => moves("delete")}>
              {tl("delete")}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
