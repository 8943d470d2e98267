# Installs what the tests of the event log's homes at a broker need (librdkafka, whose mock cluster speaks Kafka, and RabbitMQ), as root or with passwordless
# sudo; elsewhere those tests are skipped. Sourced; needs note().

find_or_install_brokers() {
    local packages=() run
    [ -e /usr/lib/rabbitmq/bin/rabbitmq-server ] || packages+=(rabbitmq-server)
    ldconfig -p 2>/dev/null | grep -q 'librdkafka\.so\.1' || /sbin/ldconfig -p 2>/dev/null | grep -q 'librdkafka\.so\.1' || packages+=(librdkafka1)
    [ "${#packages[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" = 0 ]; then run=(env)
    elif sudo -n true 2>/dev/null; then run=(sudo -n env)
    else return 0
    fi
    note "Installing ${packages[*]} for the tests ..."
    "${run[@]}" DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
    # Not started: the tests start nodes of their own, in folders of their own.
    "${run[@]}" sh -c '[ -e /usr/sbin/policy-rc.d ] || { printf "#!/bin/sh\nexit 101\n" > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && touch /usr/sbin/policy-rc.d.carelake; }'
    "${run[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2 \
        || note "${packages[*]} could not be installed: the tests of the event log at brokers are skipped."
    "${run[@]}" sh -c '[ ! -e /usr/sbin/policy-rc.d.carelake ] || rm -f /usr/sbin/policy-rc.d /usr/sbin/policy-rc.d.carelake'
}
