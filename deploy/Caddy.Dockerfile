# Caddy with the one part it does not bring: telling TURN from the web by the name that is asked for.
FROM caddy:2.11.4-builder AS build
RUN xcaddy build v2.11.4 --with github.com/mholt/caddy-l4@v0.1.2

FROM caddy:2.11.4
COPY --from=build /usr/bin/caddy /usr/bin/caddy
