/** A cell as SQLite keeps it: text, integer or real. */
export type Cell = string | number | null;
