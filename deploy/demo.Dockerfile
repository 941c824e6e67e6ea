# Everything that `bursting demo` needs on one machine: the sandbox, the page that plays Slack, and a Redis server.
FROM node:24-slim

# The newest of the distribution is meant.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json ./
# The development dependencies without their install scripts: those would bring the Node that is here already.
RUN npm ci --ignore-scripts && npm cache clean --force

COPY cli/ cli/
COPY handlers/ handlers/
COPY jobs/ jobs/
COPY blocks/ blocks/
COPY src/ src/
COPY sandbox/ sandbox/

# node, by its number: Kubernetes can see that it is not root.
USER 1000
STOPSIGNAL SIGTERM
CMD ["node", "cli/main.ts", "demo"]
