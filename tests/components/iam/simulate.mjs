// Answers questions to IAM documents: an array of {policy, action, resource, context, unchecked} on standard input, an
// array of "Allowed", "ImplicitlyDenied", "ExplicitlyDenied" or "Error: …" on standard output.
//
// A checked question must make sense to AWS: an action that exists, on a resource of a type that it takes. Administrative
// actions are asked unchecked, on a resource that they may not take: they must be denied on anything.
import { readFileSync } from 'node:fs'
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

const simulation = ({ policy, action, resource, context }) => ({
  identityPolicies: [{ name: 'handed-out', policy: JSON.parse(policy) }],
  serviceControlPolicies: [],
  resourceControlPolicies: [],
  request: {
    action,
    principal: 'arn:aws:iam::123456789012:role/holder',
    resource: { resource, accountId: '123456789012' },
    contextVariables: context,
  },
})

const answer = async (question) => {
  if (question.unchecked) return runUnsafeSimulation(simulation(question), {})
  const outcome = await runSimulation(simulation(question), {})
  // AWS's tables say that some actions take no resource, and its own example policies name one (Firehose and MSK).
  if (outcome.errors?.message === 'must.use.wildcard') return runUnsafeSimulation(simulation(question), {})
  return outcome.resultType === 'error' ? `Error: ${JSON.stringify(outcome.errors)}` : outcome.overallResult
}

const answers = []
for (const question of JSON.parse(readFileSync(0, 'utf8'))) answers.push(await answer(question))
process.stdout.write(JSON.stringify(answers))
