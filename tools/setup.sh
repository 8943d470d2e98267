# Shared by ./carelake and ./test: checks the tools, installs the native engine, builds when something changed.
# Sourced, not run. Needs $root, the repository's folder.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A user without a home (a service account, a container) still gets one for the package caches.
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then export HOME="$root/artifacts/home"; mkdir -p "$HOME"; fi

fail() { printf '%s\n' "carelake: $1" >&2; exit 1; }

note() { if [ -t 2 ]; then printf '%s\n' "$1" >&2; fi; }

require_tools() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is not on the PATH; install it and run this again"
    dotnet --list-sdks | grep -q '^1[0-9]\.' || fail "the .NET SDK on the PATH is older than 10; install .NET 10"
    command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 with npm is not on the PATH; install it"
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js is older than 20; install Node.js 20"
}

# The lock file's checksum is kept beside what it installed, so that nothing is asked of the network twice. `install --no-save` keeps to
# the lock file as `ci` does, but forgives a registry that lacks the optional parts of other platforms.
npm_install() {
    local folder=$1 stamp=$1/node_modules/.carelake-lock sum
    sum=$(cksum < "$folder/package-lock.json")
    if [ -L "$folder/node_modules" ] || [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then return; fi
    note "Installing native parts from npm (${folder#"$root"/}) ..."
    (cd "$folder" && npm install --no-save --no-audit --no-fund --loglevel=error >&2) || fail "npm could not install what $folder needs; see the lines above"
    printf '%s' "$sum" > "$stamp"
}

# The dashboard, built when something of it changed; it travels beside the program.
build_web() {
    local web=$root/web page=$root/web/dist/index.html log
    npm_install "$web"
    if [ -f "$page" ] && [ -z "$(find "$web/src" "$web/public" "$web/index.html" "$web/vite.config.ts" "$web/package-lock.json" -type f -newer "$page" -print -quit)" ]; then return; fi
    note "Building the dashboard ..."
    log=$(mktemp)
    (cd "$web" && npm run build > "$log" 2>&1) || { cat "$log" >&2; rm -f "$log"; fail "the dashboard could not be built; see the lines above"; }
    rm -f "$log"
}

# build PROJECT CONFIGURATION OUTPUT_DLL: only when a source is newer than the result.
build() {
    local project=$1 configuration=$2 output=$3
    if [ -f "$output" ] && [ -z "$(find "$root/src" "$root/tests" "$root/web/dist" "$root/policies" "$root/models" "$root/Directory.Build.props" "$root/Directory.Packages.props" \
        "$root/package-lock.json" \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -newer "$output" -print -quit)" ]; then
        return
    fi
    note "Building ..."
    local log; log=$(mktemp)
    # Compiling ahead needs a package of the SDK's own version; without it the program only starts a little slower.
    if ! dotnet build "$project" -c "$configuration" -v quiet -nologo > "$log" 2>&1 &&
        { ! grep -qi crossgen2 "$log" ||
            ! dotnet build "$project" -c "$configuration" -v quiet -nologo -p:CarelakeReadyToRun=false > "$log" 2>&1; }; then
        cat "$log" >&2; rm -f "$log"; fail "the build failed; see the lines above"
    fi
    rm -f "$log"
    touch "$output"
}
