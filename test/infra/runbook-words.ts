/** What pages of the operator may name, from the code's own tables. */
export interface Known {
  /** Of the log: event.action. */
  readonly events: readonly string[];
  readonly jobs: readonly string[];
  /** Without a histogram's suffixes. */
  readonly metrics: readonly string[];
  /** As the server registers them: "/plans/:plan". */
  readonly routes: readonly string[];
  /** Of the chat, without the slash. */
  readonly commands: readonly string[];
  /** What may stand behind /admin. */
  readonly adminWords: readonly string[];
  /** Of the product, and variables and secrets of the workflow that deploys it. */
  readonly settings: readonly string[];
  readonly alerts: readonly string[];
  readonly npmScripts: readonly string[];
  /** The options of a command of ours, without the dashes; null: no such command. */
  readonly optionsOf: (script: string) => readonly string[] | null;
  readonly composeServices: readonly string[];
  /** Of ECS: "analyser-bot". */
  readonly ecsServices: readonly string[];
  /** Variables of the repository that the workflow reads. */
  readonly workflowVariables: readonly string[];
  readonly workflowInputs: readonly string[];
  /** Variables of terraform/bootstrap. */
  readonly bootstrapVariables: readonly string[];
}

const spansIn = (text: string): readonly string[] => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');

/** The text between two of a page's four headings. */
function partOf(text: string, name: 'Do' | 'Afterwards'): string {
  const [, behind = ''] = text.split(`**${name}.**`);
  return behind.split(/^\*\*\w+/m)[0] ?? '';
}

const isCommand = (span: string): boolean => /^(?:npm run|docker compose|aws|gh|git|terraform|cd) /.test(span);
const isChatCommand = (span: string, { commands }: Known): boolean =>
  commands.includes(/^\/([a-z]+)(?: |$)/.exec(span)?.[1] ?? '');

/** Whether Do says something that can be typed, in a terminal or in the chat. */
export const saysWhatToType = (page: string, known: Known): boolean =>
  spansIn(partOf(page, 'Do')).some((span) => isCommand(span) || isChatCommand(span, known));

/** Whether Afterwards says where to look: a metric, an event, an address, a command, or another page. */
export const saysWhereToLook = (page: string, known: Known): boolean =>
  spansIn(partOf(page, 'Afterwards')).some(
    (span) =>
      isCommand(span) ||
      isChatCommand(span, known) ||
      /^(?:GET )?\/|^(?:analyser|nodejs|process)_|^[\w-]+\.md$/.test(span) ||
      known.events.includes(span),
  );

/** Everything in backticks that the page names and that is not there. */
export function unknownWords(page: string, known: Known): readonly string[] {
  const inLog = page
    .split('\n')
    .filter((line) => /\b[Tt]he log\b/.test(line))
    .flatMap(spansIn)
    .filter((span) => /^[a-z]+(?:-[a-z]+)*$/.test(span) && ![...known.events, ...known.composeServices].includes(span));
  return [...new Set([...spansIn(page).filter((span) => !isKnown(span, known)), ...inLog])];
}

function isKnown(span: string, known: Known): boolean {
  // What stands in quotes is the command's own.
  const bare = span.replace(/"[^"]*"|'[^']*'/g, 'x');
  if (isCommand(span)) return bare.split(' && ').every((command) => isKnownCommand(command.trim(), known));
  if (/^(?:GET |POST )?\//.test(span)) return isKnownAddress(span, known);
  if (/^analyser_\w+/.test(span)) return known.metrics.includes(/^\w+?(?=_bucket|_count|\W|$)/.exec(span)?.[0] ?? span);
  if (/^[a-z]+(?:-[a-z]+)+$/.test(span)) return [...known.events, ...known.jobs].includes(span);
  if (/^(?:[A-Z][a-z]+){2,}$/.test(span)) return known.alerts.includes(span);
  const setting = /^([A-Z][A-Z0-9_]{2,})(?:=.*)?$/.exec(span)?.[1];
  return setting === undefined || known.settings.includes(setting);
}

function isKnownAddress(span: string, known: Known): boolean {
  const path = span.replace(/^[A-Z]+ /, '');
  const [, command = '', word] = /^\/([a-z]+)(?: (\S+).*)?$/.exec(path) ?? [];
  if (known.commands.includes(command))
    return command !== 'admin' || word === undefined || known.adminWords.includes(word);
  return known.routes.some((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(path));
}

function isKnownCommand(command: string, known: Known): boolean {
  // What a pipe or a file takes is the shell's.
  const [program, ...words] = command.replace(/ [|>] .*$/, '').split(/\s+/);
  switch (program) {
    case 'npm':
      return isOurScript(words, known);
    case 'docker':
      return isOurCompose(words, known);
    case 'aws':
      return isOurAws(words, known);
    case 'gh':
      return isOurGithub(words, known);
    case 'terraform':
      return words
        .flatMap((word, at) => (words[at - 1] === '-var' ? [word.split('=')[0] ?? ''] : []))
        .every((name) => known.bootstrapVariables.includes(name));
    default:
      return ['git', 'cd'].includes(program ?? '');
  }
}

function isOurScript([, name = '', ...options]: readonly string[], known: Known): boolean {
  const own = known.optionsOf(name);
  if (!known.npmScripts.includes(name) || own === null) return false;
  const given = options.filter((word) => /^--\w/.test(word)).map((word) => word.slice(2));
  return given.every((option) => own.includes(option));
}

const VALUED = ['--since', '--tail', '-s', '-v'];

/** The verb exists and every service that it is about. run and exec have a program behind the service. */
function isOurCompose([, file, path, verb = '', ...rest]: readonly string[], known: Known): boolean {
  if (file !== '-f' || path !== 'infra/docker-compose.yml') return false;
  if (!['up', 'restart', 'logs', 'ps', 'run', 'exec', 'kill', 'stop'].includes(verb)) return false;
  const words = rest.filter((word, at) => !word.startsWith('-') && !VALUED.includes(rest[at - 1] ?? ''));
  const services = verb === 'run' || verb === 'exec' ? words.slice(0, 1) : words;
  const at = words.indexOf('npm');
  return (
    services.every((service) => known.composeServices.includes(service)) &&
    (at === -1 || isOurScript(words.slice(at + 1), known))
  );
}

const AWS = [
  ...['ecs update-service', 'ecs describe-services', 'ecs list-tasks', 'ecr describe-images'],
  ...['logs tail', 'logs filter-log-events', 's3 ls', 's3 cp', 's3 sync'],
];

function isOurAws(words: readonly string[], known: Known): boolean {
  const named = words.filter((word) => /^\/?analyser-/.test(word)).map((word) => word.replace('/', ''));
  const cluster = words[words.indexOf('--cluster') + 1];
  return (
    AWS.includes(words.slice(0, 2).join(' ')) &&
    named.every((service) => known.ecsServices.includes(service)) &&
    (!words.includes('--cluster') || cluster === 'analyser')
  );
}

function isOurGithub(words: readonly string[], known: Known): boolean {
  const [noun, verb, what = ''] = words;
  if (noun === 'variable' && verb === 'set') return known.workflowVariables.includes(what);
  const inputs = words.flatMap((word, at) => (words[at - 1] === '-f' ? [word.split('=')[0] ?? ''] : []));
  const isAbout = noun === 'workflow' && ['run', 'enable', 'disable'].includes(verb ?? '') && what === 'deploy';
  return isAbout && inputs.every((input) => known.workflowInputs.includes(input));
}
