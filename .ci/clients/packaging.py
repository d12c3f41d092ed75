"""The template under the SAM command line and the AWS CLI, with moto in the place of AWS."""

import io
import itertools
import json
import re
import tomllib
import zipfile
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from deployable import TOOLS, Fault, remove, rename, replace, template, uploads
from processes import Failed, run

SAM = TOOLS / "sam" / "bin" / "sam"
AWS = TOOLS / "aws" / "bin" / "aws"
CFN_LINT = TOOLS / "aws" / "bin" / "cfn-lint"

NOT_BUILT = Fault("a functions' jar that is not built", remove("functions/target/ingot-functions.jar"), "ingot-functions.jar")
NO_LAYER = Fault("a Spark jar beside the layer's folder", remove("spark-jobs/target/layer"), "spark-jobs/target/layer")
OTHER_NAME = Fault(
    "a Spark jar under another name than Stage reads",
    rename("spark-jobs/target/layer/ingot-spark-jobs.jar", "spark-jobs.jar"),
    "layer holds ['spark-jobs.jar'], not ['ingot-spark-jobs.jar']")


class Packaging:
    """Runs the clients in a checkout or a copy of it. Every upload gets a bucket of its own, because
    a client does not upload what is there already."""

    def __init__(self, endpoint, scratch, env):
        self.scratch = scratch
        self.env = env
        self.buckets = (f"ingot-artifacts-{n}" for n in itertools.count(1))
        clients = {"endpoint_url": endpoint, "region_name": env["AWS_DEFAULT_REGION"],
                   "aws_access_key_id": "AKIACI", "aws_secret_access_key": "secret"}
        self.s3 = boto3.client("s3", **clients)
        self.cloudformation = boto3.client("cloudformation", **clients)

    def checks(self):
        """Name, check and planted faults of each, in order."""
        yield "sam validate --lint", self.sam_validate, [
            Fault("a property of Globals that SAM does not know",
                  replace("template.yaml", "    Timeout: 60\n", "    Timeout: 60\n    AutoPublishAliasAllProperties: true\n"),
                  "E3724"),
            Fault("a property that a function does not have",
                  replace("template.yaml", "      AutoPublishAlias: live\n", "      AutoPublishAliases: live\n"),
                  "AutoPublishAliases"),
        ]
        yield "sam package: all that is uploaded arrives, the layer holds the Spark jar", self.sam_package, [
            NOT_BUILT, NO_LAYER, OTHER_NAME]
        for stage in ("default", "prod"):
            yield (f"sam deploy --config-env {stage}, up to a change set of all resources",
                   lambda folder, stage=stage: self.sam_deploy(folder, stage), DEPLOY_FAULTS if stage == "default" else [])
        yield "aws cloudformation package, aws-sam-translator, cfn-lint", self.aws_package, [
            NOT_BUILT, NO_LAYER, OTHER_NAME,
            Fault("a state machine that is elsewhere", remove("statemachine/medallion.asl.json"), "medallion.asl.json"),
            Fault("an event that SAM cannot translate",
                  replace("template.yaml", "          Type: SQS\n", "          Type: SQSS\n"), "aws-sam-translator"),
            Fault("a reference to nothing",
                  replace("template.yaml", "[!Ref UploadQueue]", "[!Ref UploadsQueue]"), "UploadsQueue"),
        ]

    def sam_validate(self, folder):
        run([SAM, "validate", "--lint"], folder, self.env)

    def sam_package(self, folder):
        bucket, packaged = self.bucket()
        run([SAM, "package", "--s3-bucket", bucket, "--output-template-file", packaged, "--no-progressbar"],
            folder, self.env)
        self.arrived(folder, yaml_parse(packaged.read_text()))

    def sam_deploy(self, folder, stage):
        bucket, _ = self.bucket()
        printed = run(
            [SAM, "deploy", "--config-env", stage, "--no-resolve-s3", "--s3-bucket", bucket,
             "--no-execute-changeset", "--no-progressbar"],
            folder, self.env)
        change_set = self.cloudformation.describe_change_set(
            ChangeSetName=re.search(r"arn:\S+:changeSet/\S+", printed).group())
        changes = [change["ResourceChange"] for change in change_set["Changes"]]
        settings = tomllib.loads((folder / "samconfig.toml").read_text())[stage]["deploy"]["parameters"]
        values = {p["ParameterKey"]: p["ParameterValue"] for p in change_set.get("Parameters", [])}
        equal("status", change_set["Status"], "CREATE_COMPLETE")
        equal("new resources",
              {c["LogicalResourceId"]: c["ResourceType"] for c in changes if c["Action"] == "Add"},
              {name: resource["Type"] for name, resource in template(folder)["Resources"].items()})
        for setting in settings["parameter_overrides"].split():
            name, value = setting.split("=")
            equal(f"parameter {name}", values.get(name), value)
        return f"{len(changes)} resources"

    def aws_package(self, folder):
        bucket, packaged = self.bucket()
        run([AWS, "cloudformation", "package", "--template-file", "template.yaml", "--s3-bucket", bucket,
             "--output-template-file", packaged],
            folder, self.env)
        content = yaml_parse(packaged.read_text())
        self.arrived(folder, content)
        try:
            translated = Translator({}, Parser()).translate(content, parameter_values={})
        except Exception as error:  # What it raises has no common type.
            raise Failed(f"aws-sam-translator: {error}") from error
        file = packaged.with_suffix(".json")
        file.write_text(json.dumps(translated, indent=2))
        run([CFN_LINT, "--regions", "eu-central-1", "--", file], folder, self.env)

    def bucket(self):
        """A new bucket, and a file for a packaged template."""
        bucket = next(self.buckets)
        self.s3.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": self.env["AWS_DEFAULT_REGION"]})
        return bucket, self.scratch / f"{bucket}.yaml"

    def arrived(self, folder, packaged):
        """Compares what the packaged template names with what the template of the folder names."""
        objects = uploads(packaged)
        for (resource, key), path in uploads(template(folder)).items():
            uploaded = self.read(objects[resource, key])
            source = folder / path
            if source.is_file():
                same(f"{resource}.{key}", uploaded, source.read_bytes())
            else:
                with zipfile.ZipFile(io.BytesIO(uploaded)) as archive:
                    files = [name for name in archive.namelist() if not name.endswith("/")]
                    for name in files:
                        same(f"{resource}.{key}: {name}", archive.read(name), (source / name).read_bytes())
                wanted = template(folder)["Resources"]["StageFunction"]["Properties"]["Environment"]["Variables"]
                equal("layer", files, [Path(wanted["INGOT_JOB_JAR"]).name], "holds")

    def read(self, address):
        if isinstance(address, dict):
            bucket, key = address["Bucket"], address["Key"]
        else:
            bucket, key = address.removeprefix("s3://").split("/", 1)
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()


DEPLOY_FAULTS = [
    NO_LAYER,
    Fault("a setting for a parameter that the template does not have",
          replace("template.yaml", "  ProtectLedger:\n", "  KeepLedger:\n"), "parameter ProtectLedger"),
]


def equal(what, found, wanted, verb="is"):
    if found != wanted:
        raise Failed(f"{what} {verb} {found}, not {wanted}")


def same(what, found, wanted):
    if found != wanted:
        raise Failed(f"{what}: {len(found)} bytes arrived that are not those {len(wanted)} of the file")
