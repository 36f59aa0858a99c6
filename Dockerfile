FROM node:24-slim AS page
WORKDIR /app
COPY . .
# The root's `prepare` builds the page.
RUN npm ci

FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
# The image has its Node, and its page comes from the stage above: no install script has anything to do.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY games games
COPY replays replays
COPY server server
COPY clients clients
COPY --from=page /app/clients/web/dist clients/web/dist

# The data folder belongs to the user that the arena runs as; a volume made from the image keeps that.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data

ENV NODE_ENV=production \
    AGON_SERVER_HOST=0.0.0.0 \
    AGON_SERVER_PORT=2567 \
    AGON_SERVER_DATA=/data \
    AGON_SERVER_LOG_LEVEL=info
EXPOSE 2567
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:2567/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "clients/cli/agon.ts", "serve"]
