# Finds PostgreSQL's server programs, or installs them: with apt as root (or with passwordless sudo), and for an ordinary user
# by unpacking Debian's packages below artifacts/. Sets CARELAKE_PG_BIN for the tests. Sourced; needs $root and fail().

postgres_bin() {
    local candidate
    for candidate in "${CARELAKE_PG_BIN:-}" /usr/lib/postgresql/*/bin "$root"/artifacts/postgresql/usr/lib/postgresql/*/bin; do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ]; then printf '%s' "$candidate"; return; fi
    done
    candidate=$(command -v initdb 2>/dev/null || true)
    if [ -n "$candidate" ]; then dirname "$(readlink -f "$candidate")"; fi
}

find_or_install_postgres() {
    CARELAKE_PG_BIN=$(postgres_bin)
    if [ -z "$CARELAKE_PG_BIN" ]; then
        note "Installing PostgreSQL for the tests ..."
        if [ "$(id -u)" = 0 ]; then install_postgres_with_apt env
        elif sudo -n true 2>/dev/null; then install_postgres_with_apt sudo -n env
        else unpack_postgres
        fi
        CARELAKE_PG_BIN=$(postgres_bin)
    fi
    [ -n "$CARELAKE_PG_BIN" ] || fail "PostgreSQL could not be installed; install it (apt-get install postgresql) and run this again"
    case "$CARELAKE_PG_BIN" in
        "$root"/artifacts/*)
            local libraries
            libraries=$(find "$root/artifacts/postgresql" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
            export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" ;;
    esac
    export CARELAKE_PG_BIN
}

# create_main_cluster=false: the tests start servers of their own, in folders of their own.
install_postgres_with_apt() {
    "$@" DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
    "$@" mkdir -p /etc/postgresql-common
    "$@" sh -c '[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf'
    "$@" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
}

# apt keeps its lists and downloads where this user may write.
unpack_postgres() {
    local folder=$root/artifacts/postgresql state=$root/artifacts/apt options packages
    mkdir -p "$folder" "$state/lists/partial" "$state/cache/archives/partial" "$state/debs"
    options=(-qq -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache" -o Debug::NoLocking=1)
    apt-get "${options[@]}" update >&2 || return 0
    packages=$(apt-cache "${options[@]:1}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
        --no-enhances postgresql 2>/dev/null | grep -E '^(postgresql-[0-9]+|postgresql-client-[0-9]+|libpq5|libllvm[0-9]+|libicu[0-9]+|libxml2|libldap[-0-9.]+|libz3-[0-9]+|libxslt1.1|libsasl2-2|libedit2|libbsd0|libmd0|libjson-perl)$' | sort -u)
    (cd "$state/debs" && apt-get "${options[@]}" download $packages >&2) || return 0
    for package in "$state"/debs/*.deb; do dpkg -x "$package" "$folder"; done
}
