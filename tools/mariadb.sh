# Installs MariaDB's server for the tests of the mysql connector, as root or with passwordless sudo; elsewhere those tests are skipped.
# Sourced; needs note().

find_or_install_mariadb() {
    [ -x /usr/sbin/mariadbd ] && return 0
    local run
    if [ "$(id -u)" = 0 ]; then run=(env)
    elif sudo -n true 2>/dev/null; then run=(sudo -n env)
    else return 0
    fi
    note "Installing MariaDB for the tests ..."
    "${run[@]}" DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
    "${run[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mariadb-server >&2 \
        || note "MariaDB could not be installed: the tests of the mysql connector are skipped."
}
