import { RouterProvider } from "@tanstack/react-router";
import { useLanguage } from "./messages/language";
import { router } from "./router";

/** All pages, in one language: in another one they are other pages, made anew. */
export function App() {
  const language = useLanguage((state) => state.language);
  return <RouterProvider key={language} router={router} />;
}
