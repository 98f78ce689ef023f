/** What has been started, to be undone last first. */
export interface UndoStack {
  /** Notes how one thing is undone. After `unwind` it is undone at once: a step that was slower than the stop leaves nothing behind. */
  push(name: string, run: () => Promise<void>): void;
  /** Undoes everything, one after the other; a step that fails is handed to `onFailed` and holds up no other. */
  unwind(onFailed: (name: string, error: unknown) => void): Promise<void>;
}

export function createUndoStack(): UndoStack {
  const entries: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  let unwinding = false;
  return {
    push(name, run) {
      if (unwinding) void run().catch(() => {});
      else entries.push({ name, run });
    },
    async unwind(onFailed) {
      unwinding = true;
      for (const { name, run } of entries.splice(0).reverse()) {
        try {
          await run();
        } catch (error) {
          onFailed(name, error);
        }
      }
    },
  };
}
