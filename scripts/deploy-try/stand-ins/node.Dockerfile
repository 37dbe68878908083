# Stands in for node:*-bookworm-slim: the same Node, as npm brings it, and npm.
FROM evenround-try/debian
COPY node /usr/local/bin/node
COPY npm/ /usr/local/lib/node_modules/npm/
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
	&& groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_USE_SYSTEM_CA=1
CMD ["node"]
