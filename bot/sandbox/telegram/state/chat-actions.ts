/** "typing…": shown for five seconds of wall time or until the bot's next message. */
export interface ChatActions {
  show(chatId: number, action: string): void;
  clear(chatId: number): void;
  current(chatId: number): string | null;
  close(): void;
}

const SHOWN_MS = 5000;

/** `onChange` is called with the chat whenever what is shown changes. */
export function createChatActions(onChange: (chatId: number) => void): ChatActions {
  const shown = new Map<number, { readonly action: string; readonly timer: NodeJS.Timeout }>();
  const clear = (chatId: number): void => {
    const entry = shown.get(chatId);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    shown.delete(chatId);
    onChange(chatId);
  };
  return {
    show(chatId, action) {
      const before = shown.get(chatId);
      if (before !== undefined) clearTimeout(before.timer);
      const timer = setTimeout(() => clear(chatId), SHOWN_MS);
      timer.unref();
      shown.set(chatId, { action, timer });
      if (before?.action !== action) onChange(chatId);
    },
    clear,
    current: (chatId) => shown.get(chatId)?.action ?? null,
    close() {
      for (const entry of shown.values()) clearTimeout(entry.timer);
      shown.clear();
    },
  };
}
