import type { ComponentType } from "react";
import type { CardKind } from "../../core/stream";
import { ActionForm } from "./ActionForm";
import { CaptureForm } from "./CaptureForm";
import { ConditionForm } from "./ConditionForm";
import type { FormProps } from "./Form";
import { GoalForm } from "./GoalForm";
import { LiveChatForm } from "./LiveChatForm";
import { MessageForm } from "./MessageForm";
import { QuestionForm } from "./QuestionForm";

/** How every kind of card is filled in. What the editor knows of them: `core/kinds`. */
export const FORMS: { readonly [Kind in CardKind]: ComponentType<FormProps<Kind>> } = {
  message: MessageForm,
  question: QuestionForm,
  capture: CaptureForm,
  live_chat: LiveChatForm,
  goal: GoalForm,
  action: ActionForm,
  condition: ConditionForm,
};
