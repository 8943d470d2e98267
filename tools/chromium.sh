# Finds a headless Chromium for the tests of the dashboard, or installs Debian's: with apt as root (or with passwordless sudo), and for an
# ordinary user by unpacking its packages below artifacts/. Sets CARELAKE_CHROMIUM; leaves it empty, with a line that says so, where there is
# none to be had. Sourced; needs $root and note().

chromium_program() {
    local candidate
    for candidate in "${CARELAKE_CHROMIUM:-}" /usr/bin/chromium-headless-shell /usr/bin/chromium "$root/artifacts/chromium/carelake-chromium"; do
        if [ -x "$candidate" ]; then printf '%s' "$candidate"; return; fi
    done
    command -v chromium-headless-shell || command -v chromium || command -v google-chrome || true
}

find_or_install_chromium() {
    CARELAKE_CHROMIUM=$(chromium_program)
    if [ -z "$CARELAKE_CHROMIUM" ] && command -v apt-get >/dev/null; then
        note "Installing Chromium for the tests of the dashboard ..."
        if [ "$(id -u)" = 0 ]; then install_chromium_with_apt env
        elif sudo -n true 2>/dev/null; then install_chromium_with_apt sudo -n env
        else unpack_chromium
        fi
        CARELAKE_CHROMIUM=$(chromium_program)
    fi
    if [ -z "$CARELAKE_CHROMIUM" ]; then
        printf '%s\n' "carelake: no Chromium, so the dashboard's tests in a browser are left out; apt-get install chromium, or set CARELAKE_CHROMIUM" >&2
    fi
    export CARELAKE_CHROMIUM
}

# The headless shell is a third of the whole browser; older releases have the whole one only.
install_chromium_with_apt() {
    "$@" DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
    "$@" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core >&2 ||
        "$@" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >&2 || true
}

# apt keeps its lists and downloads where this user may write. What every Debian has (the C library above all) is taken from the system.
unpack_chromium() {
    local folder=$root/artifacts/chromium state=$root/artifacts/apt options package packages libraries
    mkdir -p "$folder" "$state/lists/partial" "$state/cache/archives/partial" "$state/chromium-debs"
    options=(-qq -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache" -o Debug::NoLocking=1)
    apt-get "${options[@]}" update >&2 || return 0
    packages=$(apt-cache "${options[@]:1}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
        --no-enhances chromium-headless-shell fonts-dejavu-core fontconfig-config 2>/dev/null |
        grep -E '^[a-z0-9][a-z0-9+.-]*$' | grep -vE '^(libc6|libgcc-s1|gcc-.*-base|libc-bin|dpkg|perl.*|debconf.*|init-system-helpers)$' | sort -u)
    (cd "$state/chromium-debs" && apt-get "${options[@]}" download $packages >&2) || return 0
    for package in "$state"/chromium-debs/*.deb; do dpkg -x "$package" "$folder"; done
    rm -rf "$state/chromium-debs"
    [ -x "$folder/usr/lib/chromium/chromium-headless-shell" ] || [ -x "$folder/usr/bin/chromium-headless-shell" ] || return 0
    libraries=$(find "$folder" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
    cat > "$folder/carelake-chromium" <<END
#!/usr/bin/env bash
export LD_LIBRARY_PATH="$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" FONTCONFIG_PATH="$folder/etc/fonts" XDG_DATA_HOME="$folder/usr/share"
for program in "$folder/usr/lib/chromium/chromium-headless-shell" "$folder/usr/bin/chromium-headless-shell"; do
    if [ -x "\$program" ]; then exec "\$program" "\$@"; fi
done
END
    chmod +x "$folder/carelake-chromium"
}
