# The dashboard in a real browser, over the demo's own server. Sourced by ./test; needs $root, note() and find_or_install_chromium().
# Sets browser_passed and browser_failed.

run_browser_tests() {
    local folder log url server passed failed results=$root/artifacts/browser/results.json
    browser_passed=0 browser_failed=0
    find_or_install_chromium
    if [ -z "$CARELAKE_CHROMIUM" ]; then
        # Where Debian has it, its absence is a fault of this machine's set-up and no reason to pass.
        if [ "${CI:-}" = true ] && apt-cache show chromium >/dev/null 2>&1; then browser_failed=1; fi
        return 0
    fi

    (cd "$root/web" && npm run --silent generate -- --check >&2) || {
        echo "web/src/api/openapi.ts is not what web/openapi.json says; run npm run generate in web/"
        browser_failed=1
    }

    folder=$(mktemp -d)
    log=$folder/demo.log
    "$root/carelake" demo --scale 0.1 --lake "$folder/demo" > "$log" 2>&1 &
    server=$!
    for _ in $(seq 240); do
        url=$(sed -nE 's/^The dashboard: (http[^ ]*[0-9])\/?$/\1/p' "$log")
        if [ -n "$url" ] || ! kill -0 "$server" 2>/dev/null; then break; fi
        sleep 0.5
    done
    if [ -z "$url" ]; then
        cat "$log"
        browser_failed=$((browser_failed + 1))
    else
        rm -f "$results"
        (cd "$root/web" && CARELAKE_URL=$url node node_modules/@playwright/test/cli.js test) || true
        read -r passed failed < <(node -e '
            const { stats } = require(process.argv[1]);
            console.log(stats.expected + stats.flaky, stats.unexpected + stats.skipped);' "$results" 2>/dev/null || echo "0 1")
        browser_passed=$passed
        browser_failed=$((browser_failed + failed))
    fi
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$folder"
}
