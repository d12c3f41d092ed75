// Faults of the kind that people make. Each is put into the real file; a validator must object.
const template = (name, find, replace) => ({file: 'template', name, find, replace});
const asl = (name, find, replace) => ({file: 'asl', name, find, replace});

export const faults = [
  template('a runtime that Lambda no longer takes', 'Runtime: java21', 'Runtime: java8'),
  template('an architecture that EMR Serverless lacks', 'Architecture: ARM64', 'Architecture: GRAVITON'),
  template('a property that does not exist', 'IdleTimeoutMinutes: 5', 'IdleMinutes: 5'),
  template('an attribute that does not exist', 'Resource: !GetAtt Ledger.Arn', 'Resource: !GetAtt Ledger.TableArn'),
  template('a reference to nothing', 'Queues: [!Ref UploadQueue]', 'Queues: [!Ref UploadsQueue]'),
  template('a required property is missing', '      ReleaseLabel: emr-7.14.0\n', ''),
  template('a billing mode that DynamoDB lacks', 'BillingMode: PAY_PER_REQUEST', 'BillingMode: ON_DEMAND'),
  template('a key that is no attribute', '{AttributeName: sk, KeyType: RANGE}', '{AttributeName: range, KeyType: RANGE}'),
  template('a policy of an unknown version', 'Version: "2012-10-17"', 'Version: "2012-10-18"'),
  template('a mapping that does not exist', '!FindInMap [Capacity,', '!FindInMap [Capacities,'),
  template('a default that is not allowed', 'Default: "16"', 'Default: "24"'),
  template('a circle from Plan batch to the state machine and back',
    'INGOT_APPLICATION_ID: !Ref SparkApplication', 'INGOT_APPLICATION_ID: !Ref MedallionStateMachine'),
  template('a circle from Close batch to the state machine and back',
    'medallion"\n\n  CloseBatchRole:', '${MedallionStateMachine.Name}"\n\n  CloseBatchRole:'),
  template('a rule for an alias that SAM does not make', '!Ref SweepFunctionAliaslive', '!Ref SweepFunctionAliasLive'),
  template('a schedule that EventBridge does not know', 'Default: rate(1 hour)', 'Default: hourly'),
  template('an alarm that compares in no known way', 'ComparisonOperator: GreaterThanThreshold', 'ComparisonOperator: GreaterThan'),
  template('a storage class that S3 lacks', 'StorageClass: GLACIER_IR', 'StorageClass: GLACIER_SLOW'),
  template('a concurrency below the least', 'MaximumConcurrency: 5', 'MaximumConcurrency: 1'),
  template('a function that may run too long', 'Timeout: 120', 'Timeout: 12000'),
  asl('a next state that does not exist', '"Next": "IsThereWork"', '"Next": "IsThereAnyWork"'),
  asl('a state type that does not exist', '"Type": "Succeed"', '"Type": "Success"'),
  asl('a JSONPath field in a JSONata state', '"Arguments": {', '"Parameters": {'),
  asl('a state without an end', '      "Next": "Silver"\n', '      "Comment": "."\n'),
  asl('a first state that does not exist', '"StartAt": "PlanBatch"', '"StartAt": "Plan"'),
  asl('a timeout that is no number', '"TimeoutSeconds": 604800', '"TimeoutSeconds": "a week"'),
];
