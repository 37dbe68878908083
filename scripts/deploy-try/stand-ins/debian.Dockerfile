# What every stand-in begins with: a small Debian that trusts whom this machine trusts.
FROM scratch
ADD base.tar /
COPY certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY own/ /usr/local/share/ca-certificates/
