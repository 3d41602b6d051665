#!/usr/bin/env bash
# nbgrader takes the zone +0800 for an offset of 800 seconds, and 10:00 PM for ten in the morning.
#
# nbgrader 0.9.6 with python-dateutil 4.0.0, Python 3.11. Expected of nbgrader.utils.parse_utc, which reads
# timestamp.txt and due dates into UTC: the moment that is written, or an error. For 2026-12-01 10:00:00 and a zone:
#   "+0800"          09:46:40    13 minutes and 20 seconds earlier, instead of 02:00:00
#   "+8"             09:59:52
#   "Asia/Shanghai"  02:00:00    right
#   "PST", "Foo"     10:00:00    a zone that it doesn't know is UTC
# and "12/01/2026 10:00 PM" is 10:00: the third of three words is taken for a zone. With a T between date and time
# there are two words, and "2026-12-01T10:00:00 +0800" is 02:00. nbgrader's own to_numeric_tz("Asia/Shanghai") returns
# "+0800". A submission handed in on time in Shanghai counts as 7 hours and 46 minutes later.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cat > "$room/times.py" <<'PY'
import sys
import warnings

warnings.simplefilter("ignore")
from nbgrader import utils  # noqa: E402

expected = {"2026-12-01 10:00:00 +0800": "09:46:40", "2026-12-01 10:00:00 +8": "09:59:52",
            "2026-12-01 10:00:00 Asia/Shanghai": "02:00:00", "2026-12-01 10:00:00 PST": "10:00:00",
            "2026-12-01 10:00:00 Foo": "10:00:00", "12/01/2026 10:00 PM": "10:00:00",
            "2026-12-01T10:00:00 +0800": "02:00:00"}
found = {text: str(utils.parse_utc(text).time()) for text in expected}
own = utils.to_numeric_tz("Asia/Shanghai")
print(found, own)
sys.exit(found != expected or own != "+0800")
PY
python3.11 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==4.0.0
"$room/venv/bin/python" "$room/times.py" || { echo "not as described"; exit 1; }
echo "as described"
