#!/usr/bin/env bash
# Starts the vendors' servers with docker, for tests/tests/live: the same that .github/workflows/live.yml uses.
#
#   cargo test -p workspace-tests --test live --no-run
#   source <(tests/live/servers.sh)            # starts them, and sets the variables that the tests read
#   cargo test -p workspace-tests --test live
#   tests/live/servers.sh stop
#
# SFTPGO, PORTAINER and KEYCLOAK name other versions. Ports are those of the loopback interface that are free. With names of
# servers after `start`, only those: tests/live/servers.sh start keycloak
set -euo pipefail
name=users-clients-live
here="$(cd "$(dirname "$0")" && pwd)"

stop() {
    docker ps --all --quiet --filter "label=$name" | xargs --no-run-if-empty docker rm --force --volumes >/dev/null
}

# The address of a container's port on this machine.
address() { docker port "$1" "$2" | head -n 1; }

# Waits for a server. One that has ended says why in its last lines.
answers() {
    local server=$1 url=$2
    for _ in $(seq 150); do
        curl --silent --fail --noproxy '*' --output /dev/null "$url" && return
        [ -n "$(docker ps --quiet --filter "name=$name-$server")" ] || break
        sleep 2
    done
    echo "$url does not answer" >&2
    docker logs --tail 20 "$name-$server" >&2
    return 1
}

run() {
    local server=$1
    shift
    docker run --detach --label "$name" --name "$name-$server" "$@" >/dev/null
}

start_sftpgo() {
    run sftpgo --publish 127.0.0.1::8080 \
        --env SFTPGO_DATA_PROVIDER__CREATE_DEFAULT_ADMIN=true --env SFTPGO_HTTPD__JWT_LIFETIME=1 \
        --env SFTPGO_DEFAULT_ADMIN_USERNAME=admin --env SFTPGO_DEFAULT_ADMIN_PASSWORD=adminpassword12345 \
        "drakkan/sftpgo:${SFTPGO:-latest}"
    local url
    url="http://$(address "$name-sftpgo" 8080)"
    answers sftpgo "$url/healthz"
    echo "export SFTPGO_URL=$url/api/v2 SFTPGO_USERNAME=admin SFTPGO_PASSWORD=adminpassword12345"
}

start_portainer() {
    run portainer --publish 127.0.0.1::9000 "portainer/portainer-ce:${PORTAINER:-latest}"
    local url
    url="http://$(address "$name-portainer" 9000)"
    answers portainer "$url/api/status"
    echo "export PORTAINER_URL=$url/api PORTAINER_USERNAME=admin PORTAINER_PASSWORD=adminpassword12345"
}

start_keycloak() {
    run keycloak --publish 127.0.0.1::8080 \
        --env KC_BOOTSTRAP_ADMIN_USERNAME=admin --env KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
        --volume "$here/realm.json:/opt/keycloak/data/import/realm.json:ro" \
        "keycloak/keycloak:${KEYCLOAK:-26.7.3}" start-dev --import-realm --http-host 0.0.0.0
    local url
    url="http://$(address "$name-keycloak" 8080)"
    answers keycloak "$url/realms/contabo"
    echo "export KEYCLOAK_URL=$url KEYCLOAK_USERNAME=admin KEYCLOAK_PASSWORD=admin"
}

usage() {
    echo "usage: $0 [start [sftpgo|portainer|keycloak]…] | stop" >&2
    exit 2
}

case "${1:-start}" in
stop) stop ;;
start)
    shift || true
    # Portainer comes last, and after the build: it waits five minutes for its first administrator, then for a restart.
    [ $# -gt 0 ] || set -- keycloak sftpgo portainer
    for server in "$@"; do
        declare -F "start_$server" >/dev/null || usage
    done
    stop
    # All of them, or none: whoever interrupts this does not get to know what is there already.
    trap stop EXIT
    for server in "$@"; do
        "start_$server"
    done
    trap - EXIT
    ;;
*) usage ;;
esac
