#!/usr/bin/env bash
# Installs into a folder and looks where Debian's shells look; then makes the .deb and has lintian read it.
# package_test.sh BUILD_DIR
set -u
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
failed=0

DESTDIR=$folder/root cmake --install "$build" --prefix /usr >/dev/null || exit 1
for file in bin/runlog share/man/man1/runlog.1.gz share/bash-completion/completions/runlog \
    share/fish/vendor_completions.d/runlog.fish share/zsh/vendor-completions/_runlog; do
    [[ -s $folder/root/usr/$file ]] || { echo "not installed: $file"; failed=1; }
done
"$folder/root/usr/bin/runlog" --version || failed=1

cpack --config "$build/CPackConfig.cmake" -B "$folder/package" >"$folder/cpack.log" 2>&1 || { cat "$folder/cpack.log"; exit 1; }
lintian --fail-on error,warning --allow-root "$folder"/package/*.deb || failed=1
exit $failed
