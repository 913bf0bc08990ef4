/** The types of Frontdesk's HTTP API and socket frames, generated from the server by `cargo xtask gen`. */
export type { components, paths } from "./schema";
