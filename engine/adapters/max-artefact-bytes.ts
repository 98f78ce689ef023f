/** A MongoDB document ends at 16 MB; larger artefacts belong into object storage. Every registry keeps to it, so that a model can move. */
export const MAX_ARTEFACT_BYTES = 15_000_000;
