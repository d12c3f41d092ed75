// Two validators for the template, two for the state machine; then the same with each planted fault.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {faults} from './faults.mjs';

const require = createRequire(import.meta.url);
const {RegoEngine, TemplateFile} = require('@aws/cloudformation-validate');
const validateAsl = require('asl-validator');

const root = join(import.meta.dirname, '..');
const files = {
  template: readFileSync(join(root, 'template.yaml'), 'utf8'),
  asl: readFileSync(join(root, 'statemachine', 'medallion.asl.json'), 'utf8'),
};
const scratch = mkdtempSync(join(tmpdir(), 'ingot-check-deploy-'));
process.on('exit', () => rmSync(scratch, {recursive: true, force: true}));

const cfnLint = join(import.meta.dirname, '.tools', 'aws', 'bin', 'cfn-lint');

/** Writes a subject (template, or state machine wrapped as one) where the validators can read it. */
function place(name, {kind, text}) {
  const path = join(scratch, `${name}.${kind === 'template' ? 'yaml' : 'json'}`);
  writeFileSync(path, kind === 'template' ? text : wrapped(text));
  return path;
}

/** cfn-lint looks into a state machine only where it stands in a template. */
function wrapped(asl) {
  const names = [...new Set([...asl.matchAll(/\$\{(\w+)\}/g)].map(m => m[1]))];
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: {RoleArn: {Type: 'String'}},
    Resources: {
      Medallion: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: {Ref: 'RoleArn'},
          DefinitionSubstitutions: Object.fromEntries(names.map(n => [n, n])),
          Definition: JSON.parse(asl),
        },
      },
    },
  }, null, 2);
}

const engine = new RegoEngine();
function byCloudFormationValidate(path) {
  return engine.validateStandard(new TemplateFile(path), {severityLevel: 'WARN'}).diagnostics
    .map(d => `${d.ruleId} line ${d.startLine}: ${d.message.slice(0, 200)}`);
}

/** One process for all subjects: cfn-lint takes longer to start than to look. */
function byCfnLint(paths) {
  const found = new Map(paths.map(p => [p, []]));
  const run = spawnSync(cfnLint, ['--format', 'json', '--regions', 'eu-central-1', '-t', ...paths],
    {encoding: 'utf8', maxBuffer: 1 << 26});
  if (run.error || !run.stdout) {
    if (run.status === 0) return found;
    throw new Error(`Cannot run cfn-lint: ${run.error ?? run.stderr}`);
  }
  for (const m of JSON.parse(run.stdout)) {
    found.get(m.Filename)?.push(
      `${m.Rule.Id} line ${m.Location.Start.LineNumber}: ${m.Message.slice(0, 200)}`);
  }
  return found;
}

function byAslValidator(text) {
  // asl-validator takes an empty string for an invalid JSONata value; Step Functions does not.
  const definition = JSON.parse(text, (_, v) => (v === '' ? '-' : v));
  return validateAsl(definition).errors.map(e => `${e['Error code']}: ${e.Message}`);
}

function plant(fault) {
  const text = files[fault.file];
  if (text.split(fault.find).length < 2) {
    throw new Error(`Cannot plant "${fault.name}": its text is not in the ${fault.file} (${fault.find}). Correct faults.mjs.`);
  }
  return {kind: fault.file, text: text.replace(fault.find, () => fault.replace)};
}

const subjects = [
  {name: 'template', kind: 'template', text: files.template},
  {name: 'asl', kind: 'asl', text: files.asl},
  ...faults.map((f, i) => ({name: `fault-${i}`, fault: f, ...plant(f)})),
];
subjects.forEach(s => { s.path = place(s.name, s); });
const lint = byCfnLint(subjects.map(s => s.path));

let failed = 0;
for (const s of subjects) {
  const findings = {
    'cloudformation-validate': byCloudFormationValidate(s.path),
    'cfn-lint': lint.get(s.path),
    ...(s.kind === 'asl' ? {'asl-validator': byAslValidator(s.text)} : {}),
  };
  const tools = Object.keys(findings).filter(t => findings[t].length > 0);
  if (!s.fault) {
    for (const t of Object.keys(findings)) {
      findings[t].forEach(f => console.error(`${t}: ${s.name}: ${f}`));
    }
    failed += tools.length;
    console.log(`${tools.length === 0 ? 'valid ' : 'FAULTY'}  ${s.name}`);
  } else if (tools.length === 0) {
    failed++;
    console.error(`MISSED  planted fault: ${s.fault.name}`);
  } else {
    console.log(`caught  planted fault: ${s.fault.name}  (${tools.join(', ')})`);
    if (process.env.VERBOSE) tools.forEach(t => findings[t].forEach(f => console.log(`          ${t}: ${f}`)));
  }
}
engine.free();
console.log(`${faults.length} planted faults, validators: cloudformation-validate, asl-validator, cfn-lint`);
process.exit(failed === 0 ? 0 : 1);
