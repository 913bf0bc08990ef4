# docker build -t frontdesk . && docker run -v frontdesk:/data -p 127.0.0.1:8080:8080 frontdesk
# The proxy with TLS stands before it: see docs/operations.md.

FROM node:26-bookworm-slim AS web
WORKDIR /build
COPY scripts scripts
COPY tools tools
COPY web web
RUN cd web && npm ci && npm run build

FROM rust:1.95-slim-bookworm AS program
RUN apt-get update && apt-get install --yes --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
COPY --from=web /build/web/widget/dist web/widget/dist
COPY --from=web /build/web/console/dist web/console/dist
RUN cargo build --release --locked --package frontdesk-cli && mkdir /empty

# A C library and certificates, no shell.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=program /build/target/release/frontdesk /usr/local/bin/frontdesk
COPY --from=program --chown=nonroot:nonroot /empty /data
ENV FRONTDESK_DATA=/data FRONTDESK_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/frontdesk"]
CMD ["serve"]
