#!/usr/bin/env bash
# Writes the AOT cache of the hub: train.sh <jar> <cache>. Without SPRING_DATASOURCE_URL it starts the PostgreSQL and the
# RabbitMQ of this machine first, as the image's build does. A full start and an orderly stop are the training: stopping
# at Spring's refresh would miss every route, since Camel loads them afterwards.
set -euo pipefail
jar=$1
cache=$2

if [ -z "${SPRING_DATASOURCE_URL:-}" ]; then
  service postgresql start
  su postgres -c "psql -qc \"create user hub password 'training'\" -c 'create database hub owner hub'"
  rabbitmq-server -detached
  for _ in $(seq 60); do rabbitmqctl -q status >/dev/null 2>&1 && break; sleep 1; done
  export SPRING_DATASOURCE_URL=jdbc:postgresql://127.0.0.1:5432/hub
  export SPRING_DATASOURCE_USERNAME=hub SPRING_DATASOURCE_PASSWORD=training
  export SPRING_RABBITMQ_ADDRESSES=127.0.0.1:5672
fi

# Thrown away with this process; they sign nothing that leaves it.
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
export PROCARE_SECURITY_JWT_SECRET=$(random)
export PROCARE_WHATSAPP_EVOLUTION_API_KEY=$(random)
export PROCARE_WHATSAPP_EVOLUTION_WEBHOOK_SECRET=$(random)
export PROCARE_WHATSAPP_EVOLUTION_URL=http://127.0.0.1:1

log=$(mktemp)
java -XX:+UseSerialGC -XX:AOTCacheOutput="$cache" -jar "$jar" >"$log" 2>&1 &
hub=$!
for _ in $(seq 180); do
  grep -q 'ProCare Hub ready' "$log" && break
  kill -0 "$hub" 2>/dev/null || break
  sleep 1
done
if ! grep -q 'ProCare Hub ready' "$log"; then
  cat "$log"
  kill "$hub" 2>/dev/null || true
  exit 1
fi
kill -TERM "$hub"
wait "$hub" || true
test -s "$cache" || { cat "$log"; exit 1; }
