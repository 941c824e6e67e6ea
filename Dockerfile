# The program as it is: Node runs TypeScript, so that there is nothing to build.
FROM node:24-slim

LABEL org.opencontainers.image.title="bursting" \
  org.opencontainers.image.description="A Slack bot that takes Huawei Cloud CCE clusters to CCI 2.0 bursting with a team, one approved plan at a time." \
  org.opencontainers.image.licenses="Apache-2.0"

WORKDIR /app
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/node_modules/.cache/compiled
# Probes and scrapers come from outside the container; whether the port is published is decided where it runs.
ENV HOST=0.0.0.0 PORT=3000

COPY package.json package-lock.json ./
# The optional package is the demo's Slack page.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

COPY cli/ cli/
COPY handlers/ handlers/
COPY jobs/ jobs/
COPY blocks/ blocks/
COPY src/ src/

# Compiled once, here: when it runs its file system is read-only, and each start would compile all of it again. A compile cache belongs to
# the user that made it.
RUN mkdir -m 755 node_modules/.cache && chown node node_modules/.cache

# node, by its number: Kubernetes can see that it is not root.
USER 1000
RUN node cli/compile.ts
EXPOSE 3000
# Drains: takes no more work and finishes what is under way, within 25 s.
STOPSIGNAL SIGTERM
# Whether the process answers. Whether it can do its work is /readyz: a container is not restarted because Slack is away.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "cli/main.ts", "start"]
