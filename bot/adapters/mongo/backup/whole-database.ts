/** Options of a connection that reads or writes a database as a whole: a server may need minutes before its first answer. */
export const WHOLE_DATABASE = { answerMs: 600_000 } as const;
