"""Installs budgetnb from this folder, without a network: python3 install.py [FOLDER]."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Make a virtual environment, put the wheels into it, say what to do next."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "budgetnb-env").resolve()
    venv.create(target, with_pip=True)
    scripts = target / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--find-links", str(HERE / "wheels"), "--require-hashes", "-r", str(HERE / "requirements.txt")], check=True)
    subprocess.run([*pip, *map(str, (HERE / "wheels").glob("budgetnb-*.whl"))], check=True)
    command = scripts / "budgetnb"
    print(f"已安装。接着运行 / Installed. Next:\n  {command} new demo\n  cd demo\n  {command} batch params")


main()
