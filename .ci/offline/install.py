"""Install Kholboo from this folder, without internet and without admin rights.

    python install.py [FOLDER]

Makes a virtual environment in FOLDER (kholboo in your home folder if absent) and fills it from
the wheels beside this file. Needs the Python named in made_for.json; uses its standard library.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def check(made_for):
    """Stop with a sentence when these wheels are for another Python or system."""
    have = "{}.{}".format(*sys.version_info[:2])
    if have != made_for["python"]:
        sys.exit(
            f"These wheels are for Python {made_for['python']}, this is Python {have}. Start it "
            f"with that Python (on Windows: py -{made_for['python']} install.py), or get the zip "
            f"for Python {have}."
        )
    if sys.platform != made_for["system"]:
        sys.exit(f"These wheels are for {made_for['system']}, this machine is {sys.platform}.")


def run(*command):
    """Run a command without any index; stop when it fails."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    clean.update(PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_CONFIG_FILE=os.devnull)
    done = subprocess.run([str(part) for part in command], env=clean, check=False)
    if done.returncode:
        sys.exit("The installation failed; the lines above say why. Nothing else was changed.")


def main():
    """Install and say how to start."""
    check(json.loads((HERE / "made_for.json").read_text(encoding="utf-8")))
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path.home() / "kholboo").resolve()
    wheels = HERE / "wheels"
    print(f"Installing Kholboo into {target} ...", flush=True)
    run(sys.executable, "-m", "venv", target)
    programs = target / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    # python -m pip, never the pip program: its own path may hold spaces
    install = (python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels)
    run(*install, "--constraint", HERE / "constraints.txt", "kholboo[parquet,pdf,sign]")
    command = programs / ("kholboo.exe" if os.name == "nt" else "kholboo")
    run(command, "--version")
    print(f'Done. Start with:\n  "{command}" demo "{Path.home() / "kholboo-demo"}"')


if __name__ == "__main__":
    main()
