# Stands in for caddy:*-builder: this machine's Go, and xcaddy built with it.
FROM evenround-try/debian
COPY go/ /usr/local/go/
ENV PATH=/usr/local/go/bin:/usr/bin:/bin GOTOOLCHAIN=local GOFLAGS=-buildvcs=false GOPATH=/go XCADDY_SETCAP=0
RUN GOBIN=/usr/bin go install github.com/caddyserver/xcaddy/cmd/xcaddy@v0.4.5
WORKDIR /usr/bin
