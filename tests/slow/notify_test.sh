#!/usr/bin/env bash
# Notifications by the real notify-send, over a session bus of the test's own, to a server that writes down what it is
# asked to show. notify_test.sh RUNLOG
set -u
for program in notify-send dbus-daemon; do
    command -v "$program" >/dev/null || { echo "skipped: there is no $program here"; exit 77; }
done
/usr/bin/python3 -c 'import dbus, gi' 2>/dev/null || { echo 'skipped: there is no dbus for Python here'; exit 77; }
runlog=$(realpath "$1")
folder=$(mktemp -d)
bus=
server=
clean_up() {
    for process in $server $bus; do kill "$process" 2>/dev/null; done
    rm -rf "$folder"
}
trap clean_up EXIT
export HOME=$folder LOGNAME=sam TZ=UTC LC_ALL=C.UTF-8 RUNLOG_NOW=2026-11-21T19:00
unset XDG_DATA_HOME RUNLOG_DB DBUS_SESSION_BUS_ADDRESS
failed=0

cat >"$folder/server.py" <<'PYTHON'
import sys
import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"


class Server(dbus.service.Object):
    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        with open(sys.argv[1], "a") as shown:
            shown.write(f"{app}|{summary}|{body}\n")
        return 1

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["body"]

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("test", "test", "1", "1.2")


DBusGMainLoop(set_as_default=True)
name = dbus.service.BusName(NAME, dbus.SessionBus())
server = Server(dbus.SessionBus(), "/org/freedesktop/Notifications")
open(sys.argv[1], "a").close()
GLib.timeout_add_seconds(60, sys.exit)
GLib.MainLoop().run()
PYTHON

for day in 19 20; do "$runlog" add 5k --on 2026-11-$day >/dev/null 2>&1; done

# Nobody is logged in: it is told, and comes again.
"$runlog" remind --notify 2>"$folder/said"
[[ $? == 2 ]] && grep -q 'not shown' "$folder/said" || { echo 'it did not fail'; cat "$folder/said"; failed=1; }

dbus-daemon --session --fork --print-pid=4 --print-address=5 4>"$folder/pid" 5>"$folder/address"
bus=$(cat "$folder/pid")
DBUS_SESSION_BUS_ADDRESS=$(cat "$folder/address")
export DBUS_SESSION_BUS_ADDRESS
/usr/bin/python3 "$folder/server.py" "$folder/shown" &
server=$!
for ((i = 0; i < 100; ++i)); do
    [[ -e $folder/shown ]] && break
    sleep 0.1
done

"$runlog" remind --notify || failed=1
"$runlog" remind --notify || failed=1
expected='runlog|Run today: it keeps your streak of 2 days.|Run today: it keeps your streak of 2 days.
  Ran already? runlog add 5k'
diff <(echo "$expected") <(grep . "$folder/shown") || failed=1

# Text that people typed is no markup.
"$runlog" group add momma >/dev/null
"$runlog" group join momma me >/dev/null
"$runlog" session add momma 'Trail run' --place '<b>Park</b> & wood' --on 2026-11-22 --at 6:00 >/dev/null
"$runlog" remind --notify || failed=1
grep -q '&lt;b&gt;Park&lt;/b&gt; &amp; wood' "$folder/shown" || { echo 'markup got through'; cat "$folder/shown"; failed=1; }
exit $failed
