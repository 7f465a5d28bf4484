#!/usr/bin/env bash
# Runs a command with a Keycloak from Maven Central: tests/live/keycloak.sh cargo test -p workspace-tests --test live keycloak
#
# The server has the realm of realm.json, listens on a free port of the loopback interface, and ends with the command. Where it
# cannot be had, or does not start in time, that is said in one line, and the command is not run. KEYCLOAK_ZIP names a
# distribution that is there already, KEYCLOAK_LIMIT the seconds after which all of it is given up, with such a line.
set -euo pipefail
version=26.7.3
limit="${KEYCLOAK_LIMIT:-}"
deadline=$((SECONDS + 180))
if [ -n "$limit" ] && [ "$limit" -lt 180 ]; then
    deadline=$((SECONDS + limit))
fi
realm="$(cd "$(dirname "$0")" && pwd)/realm.json"

without() {
    echo "no Keycloak here ($1): the login of Contabo is tested against its stand-in only"
    exit 0
}
left() {
    local seconds=$((deadline - SECONDS))
    echo $((seconds > 0 ? seconds : 1))
}

[ -z "${CI_SKIP_KEYCLOAK:-}" ] || without "CI_SKIP_KEYCLOAK is set"
command -v java >/dev/null || without "no Java"
major=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${major:-0}" -ge 17 ] || without "Java is older than 17"
command -v python3 >/dev/null || without "no Python to unpack it with"

home=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then
        # Nothing of it is kept, and a Java that is still starting takes its time to end.
        kill -KILL -- "-$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

zip="${KEYCLOAK_ZIP:-}"
if [ -z "$zip" ]; then
    command -v mvn >/dev/null || without "no Maven"
    artifact="org.keycloak:keycloak-quarkus-dist:$version:zip"
    timeout "$(left)" mvn -q -B dependency:get -Dartifact="$artifact" -Dtransitive=false >"$home/maven.log" 2>&1 ||
        without "Maven did not get it"
    timeout "$(left)" mvn -q -B -o dependency:copy -Dartifact="$artifact" -DoutputDirectory="$home" >"$home/maven.log" 2>&1 ||
        without "Maven did not copy it"
    zip="$home/keycloak-quarkus-dist-$version.zip"
fi
timeout "$(left)" python3 -m zipfile -e "$zip" "$home" || without "it was not unpacked in time"
folder=$(echo "$home"/keycloak-*/)
mkdir -p "$folder/data/import"
cp "$realm" "$folder/data/import/"

export KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin
export JAVA_OPTS_KC_HEAP="-Xms64m -Xmx768m"
# A session of its own, so that all of its processes end with it.
set -m
bash "$folder/bin/kc.sh" start-dev --import-realm --http-host 127.0.0.1 --http-port 0 --db dev-mem >"$home/server.log" 2>&1 &
server=$!
set +m
port=
while [ -z "$port" ]; do
    kill -0 "$server" 2>/dev/null || without "it ended: $(tail -n 1 "$home/server.log")"
    [ "$SECONDS" -lt "$deadline" ] || without "it did not start in time"
    sleep 1
    port=$(sed -n 's|.*Listening on: http://[^:]*:\([0-9]*\).*|\1|p' "$home/server.log" | head -n 1)
done

echo "Keycloak listens on port $port"
export KEYCLOAK_URL="http://127.0.0.1:$port" KEYCLOAK_USERNAME=admin KEYCLOAK_PASSWORD=admin
if [ -z "$limit" ]; then
    "$@"
    exit
fi
# A machine that is too busy is no fault of what is tested.
deadline=$limit
status=0
timeout "$(left)" "$@" || status=$?
[ "$status" -ne 124 ] || without "the test was not done in $limit seconds"
exit "$status"
