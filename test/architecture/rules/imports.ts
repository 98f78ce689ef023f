import { inFolder, packageOf, product, type Rule } from '../sources.ts';

/** Where each vendor package may be met; test and scripts may import anything. */
const VENDOR_FOLDERS: Readonly<Record<string, RegExp>> = {
  mongoose: /\/adapters\//,
  ccxt: /\/adapters\//,
  stripe: /\/adapters\//,
  'node-cron': /\/adapters\//,
  'hyparquet-writer': /^engine\/adapters\/files\//,
  '@tensorflow/tfjs-core': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-layers': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-backend-wasm': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-backend-cpu': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-node': /^engine\/adapters\/tensorflow\//,
  technicalindicators: /^engine\/features\//,
  grammy: /^bot\/telegram\//,
  '@grammyjs/conversations': /^bot\/telegram\//,
  '@grammyjs/ratelimiter': /^bot\/telegram\//,
  '@grammyjs/auto-retry': /^bot\/telegram\//,
  fastify: /^bot\/(?:http\/|sandbox\/(?:chat-routes\/|open-sandbox\.ts$))/,
  '@fastify/swagger': /^bot\/(?:http|sandbox\/chat-routes)\//,
  '@fastify/static': /^bot\/(?:http|sandbox\/chat-routes)\//,
  'fastify-type-provider-zod': /^bot\/http\//,
  'mongodb-memory-server-core': /^bot\/database\//,
  echarts: /^bot\/telegram\/charts\//,
  '@resvg/resvg-js': /^bot\/telegram\/charts\//,
  harfbuzzjs: /^bot\/telegram\/charts\/drawing-process\//,
  pino: /^bot\/observe/,
  'prom-client': /^bot\/observe/,
  '@opentelemetry/api': /^bot\/tracing\//,
  '@opentelemetry/resources': /^bot\/tracing\//,
  '@opentelemetry/sdk-trace-node': /^bot\/tracing\//,
  '@opentelemetry/exporter-trace-otlp-http': /^bot\/tracing\//,
};

/**
 * Files that parse what comes from outside, which is what zod is for: settings, requests and pages of the API, documents
 * and model artefacts, Telegram's payloads, files on disk. Everything else gets values that were parsed.
 */
const ZOD_FOLDERS = [
  /\/adapters\//,
  /^bot\/(?:settings|http|sandbox|web)\//,
  /^bot\/config\.ts$/,
  /^bot\/telegram\/(?:updates|middleware)\//,
  /^engine\/models\/(?:.*\/)?(?:artefact|[a-z-]+-json)\.ts$/,
];

export const vendorFolders: Rule = (sources) =>
  product(sources).flatMap(({ path, imports }) =>
    imports
      .filter((name) => {
        const vendor = packageOf(name);
        if (vendor === 'zod') return !ZOD_FOLDERS.some((folder) => folder.test(path));
        return VENDOR_FOLDERS[vendor]?.test(path) === false;
      })
      .map((name) => ({ rule: 'vendor-outside-its-folder', path, name })),
  );

/** The process asks for the sandbox when it is needed, by `await import`: a live one starts without that folder. */
const SANDBOX_DOOR = 'bot/process/open-environment.ts';

export const sandboxDoor: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => !path.startsWith('bot/sandbox/'))
    .flatMap(({ path, text, imports }) =>
      imports
        .filter((name) => name.startsWith('bot/sandbox/'))
        .filter(() => path !== SANDBOX_DOOR || /^(?:import|export)\s[^;]*'[^']*\/sandbox\//m.test(text))
        .map((name) => ({ rule: 'sandbox-imported-outside-process-environment', path, name })),
    );

/** The process builds the product, the sandbox its stand-ins; everybody else is handed what it uses. */
export const adapterImports: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => !path.includes('/adapters/') && !/^bot\/(?:process|sandbox)\//.test(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => /^(?:bot|engine|billing)\/.*\badapters\//.test(name))
        .map((name) => ({ rule: 'adapter-imported-outside-process', path, name })),
    );

const FILES_AND_THREADS = /^node:(?:fs|fs\/promises|worker_threads|child_process|os|cluster)$/;

export const pureEngine: Rule = (sources) =>
  inFolder(sources, 'engine', 'billing')
    .filter(({ path }) => !path.includes('/adapters/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => FILES_AND_THREADS.test(name))
        .map((name) => ({ rule: 'file-or-thread-in-pure-code', path, name })),
    );
