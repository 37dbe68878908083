# Stands in for caddy: without a program of its own, since deploy/Caddy.Dockerfile brings one.
FROM evenround-try/debian
RUN apt-get update && apt-get install -y --no-install-recommends busybox && rm -rf /var/lib/apt/lists/* && ln -s busybox /bin/wget
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
WORKDIR /srv
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
