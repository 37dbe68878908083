# Stands in for livekit/livekit-server: the newest that can be had here, which may be older than the name says.
FROM evenround-try/debian
RUN apt-get update && apt-get install -y --no-install-recommends busybox && rm -rf /var/lib/apt/lists/* && ln -s busybox /bin/wget
COPY livekit-server /livekit-server
ENTRYPOINT ["/livekit-server"]
