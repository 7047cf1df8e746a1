#!/bin/sh
# Makes Evolution's instance "procare" if there is none, and sets its webhook; may run as often as it likes.
set -eu
url=http://evolution:8080
webhook="{\"enabled\":true,\"url\":\"http://hub:8080/webhooks/evolution/procare\",\"byEvents\":false,\"base64\":true,\"headers\":{\"X-Webhook-Secret\":\"$SECRET\"},\"events\":[\"MESSAGES_UPSERT\",\"MESSAGES_UPDATE\",\"SEND_MESSAGE\",\"CONNECTION_UPDATE\"]}"

until curl -fsS -o /dev/null "$url/"; do sleep 2; done
known=$(curl -sS -o /dev/null -w '%{http_code}' -H "apikey: $KEY" "$url/instance/connectionState/procare")
if [ "$known" = 404 ]; then
  curl -fsS -o /dev/null -H "apikey: $KEY" -H 'Content-Type: application/json' "$url/instance/create" \
    -d '{"instanceName":"procare","integration":"WHATSAPP-BAILEYS","qrcode":true,"groupsIgnore":true}'
fi
curl -fsS -o /dev/null -H "apikey: $KEY" -H 'Content-Type: application/json' "$url/webhook/set/procare" \
  -d "{\"webhook\":$webhook}"
echo "Instance procare is set up; link its phone in the manager at /manager."
