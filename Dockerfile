# The same sources that `npm start` runs, with production dependencies only, as an unprivileged user.
FROM node:22.20.0-bookworm-slim@sha256:b21fe589dfbe5cc39365d0544b9be3f1f33f55f3c86c87a76ff65a02f8f5848e AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without its native library, which its install script would fetch, tfjs-node is 200 MB of nothing; networks are served and trained without it.
# With --build-arg TFJS_NODE=1 it stays: its script fetches the library, and compiles what binds it where it finds none ready for this Node.
ARG TFJS_NODE=0
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
# hadolint ignore=DL3008
RUN if [ "$TFJS_NODE" = 1 ]; then \
        apt-get update && apt-get install -y --no-install-recommends ca-certificates g++ make python3 && rm -rf /var/lib/apt/lists/* && \
        npm rebuild --foreground-scripts @tensorflow/tfjs-node && node -e "require('@tensorflow/tfjs-node')"; \
    else \
        rm -rf node_modules/@tensorflow/tfjs-node node_modules/@tensorflow/tfjs; \
    fi

FROM node:22.20.0-bookworm-slim@sha256:b21fe589dfbe5cc39365d0544b9be3f1f33f55f3c86c87a76ff65a02f8f5848e
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=1 \
    HOST=0.0.0.0 \
    PORT=8080 \
    DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json tsconfig.json ./
COPY bot ./bot
COPY engine ./engine
COPY billing ./billing
COPY scripts ./scripts
# The user "node" of the image, by number, so that a host can check that it is not root.
USER 1000
# The only places that may be written where the root is read-only: on Fargate a volume takes its owner from here.
VOLUME ["/data", "/tmp"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT ?? 8080) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--import", "./bot/preload.mjs", "--import", "tsx", "bot/main.ts"]
