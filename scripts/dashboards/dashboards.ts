import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { DASHBOARDS } from './dashboard-list.ts';
import { dashboardJson } from './panel.ts';

const command = defineCommand({
  name: 'dashboards',
  summary: "Writes Grafana's dashboards anew from scripts/dashboards/dashboard-list.ts.",
  options: {
    out: { value: 'DIR', fallback: 'infra/grafana/dashboards', help: 'where the files go' },
    json: { help: 'print one JSON object with the files written' },
  },
  notes: ['Grafana reads them as they are (infra/grafana/provisioning); change the list, never the files.'],
});

await runCommand(command, async (values) => {
  mkdirSync(values.out, { recursive: true });
  const files = DASHBOARDS.map((dashboard) => {
    const path = join(values.out, `${dashboard.uid}.json`);
    writeFileSync(path, `${JSON.stringify(dashboardJson(dashboard), null, 2)}\n`);
    return path;
  });
  if (values.json) printJson({ files });
  else process.stdout.write(`${files.join('\n')}\n`);
});
