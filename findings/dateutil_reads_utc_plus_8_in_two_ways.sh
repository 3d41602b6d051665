#!/usr/bin/env bash
# In python-dateutil, UTC+8 is eight hours behind UTC for the parser and eight hours ahead for the zones.
#
# python-dateutil 4.0.0 (2.9.0.post0 does the same), Python 3.11. Expected: one meaning in one library.
#   parser.parse("2026-12-01 10:00 UTC+8")          -8 h, so 18:00 in UTC: "add 8 and you have UTC"
#   parser.parse("2026-12-01 10:00 GMT+0800")       -8 h, though this is how JavaScript writes a date in Shanghai
#   parser.parse("2026-12-01 10:00 +0800")          +8 h
#   tz.gettz("UTC+8")                               +8 h: "eight ahead of UTC"
#   parser.parse("2026-12-01 10:00 HERE", tzinfos={"HERE": tz.gettz("UTC+8")})   +8 h
# A time of handing in is 16 hours off, and neither reading raises.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/zones.py" <<'PY'
import sys
from datetime import datetime

from dateutil import parser, tz

zone = tz.gettz("UTC+8")
found = [moment.utcoffset().total_seconds() / 3600 for moment in (
    parser.parse("2026-12-01 10:00 UTC+8"), parser.parse("2026-12-01 10:00 GMT+0800"),
    parser.parse("2026-12-01 10:00 +0800"), datetime(2026, 12, 1, 10, tzinfo=zone),
    parser.parse("2026-12-01 10:00 HERE", tzinfos={"HERE": zone}))]
print(found)
sys.exit(found != [-8, -8, 8, 8, 8])
PY
for version in 2.9.0.post0 4.0.0; do
  python3.11 -m venv "$room/$version"
  "$room/$version/bin/pip" install --quiet --disable-pip-version-check "python-dateutil==$version"
  "$room/$version/bin/python" "$room/zones.py" || { echo "not as described: $version"; exit 1; }
done
echo "as described"
