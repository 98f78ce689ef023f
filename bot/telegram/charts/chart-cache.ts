export interface ChartCacheSettings {
  readonly mostCharts: number;
  readonly mostBytes: number;
}

/** Remembers pictures by key, within a bound; whoever asks for a picture being drawn gets that one. */
export interface ChartCache {
  get(key: string, draw: () => Promise<Buffer>): Promise<Buffer>;
}

/** A cache whose least recently asked for pictures go first. A drawing that fails is not remembered. */
export function createChartCache({ mostCharts, mostBytes }: ChartCacheSettings): ChartCache {
  const kept = new Map<string, Buffer>();
  const drawing = new Map<string, Promise<Buffer>>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  }

  function keep(key: string, picture: Buffer): void {
    drop(key);
    kept.set(key, picture);
    bytes += picture.length;
    for (const oldest of [...kept.keys()]) {
      if (kept.size <= mostCharts && bytes <= mostBytes) return;
      drop(oldest);
    }
  }

  async function drawAndKeep(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
    try {
      const picture = await draw();
      keep(key, picture);
      return picture;
    } finally {
      drawing.delete(key);
    }
  }

  return {
    async get(key, draw) {
      const known = kept.get(key);
      if (known !== undefined) {
        keep(key, known);
        return known;
      }
      const joined = drawing.get(key);
      if (joined !== undefined) return await joined;
      const work = drawAndKeep(key, draw);
      drawing.set(key, work);
      return await work;
    },
  };
}
