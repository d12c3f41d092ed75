"""What a deploy reads: the template, and the files and folders that it names."""

import shutil
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".ci" / ".tools"

# The properties whose files and folders a deploy uploads.
UPLOADED = ("CodeUri", "ContentUri", "DefinitionUri")


def template(folder):
    """The template in a folder; short forms are written out, so !Ref X is {"Ref": "X"}."""
    return yaml_parse((folder / "template.yaml").read_text())


def uploads(content):
    """What is uploaded, by (resource, property)."""
    return {
        (name, key): resource["Properties"][key]
        for name, resource in content["Resources"].items()
        for key in UPLOADED
        if key in resource.get("Properties", {})
    }


def copy(to):
    """Copies what a deploy and docs/local-invoke.md need, to plant faults in it."""
    named = [Path(path) for path in uploads(template(ROOT)).values()]
    for path in {*named, Path("template.yaml"), Path("samconfig.toml"), Path("docs"), Path("events")}:
        source, target = ROOT / path, to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy(source, target)


class Fault:
    """A fault of the kind that people make, and a part of what a check must say of it."""

    def __init__(self, name, plant, said):
        self.name = name
        self.plant = plant
        self.said = said


def replace(path, find, by):
    def plant(folder):
        file = folder / path
        text = file.read_text()
        if find not in text:
            raise ValueError(f"Cannot plant a fault: {path} lacks its text ({find}). Correct .ci/clients.")
        file.write_text(text.replace(find, by, 1))

    return plant


def remove(path):
    def plant(folder):
        target = folder / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return plant


def rename(path, name):
    return lambda folder: (folder / path).rename((folder / path).with_name(name))
